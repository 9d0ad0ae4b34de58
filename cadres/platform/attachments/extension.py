from cadres.platform.attachments.points import of_file, of_owner
from cadres.shared.recusal import CONCERNS, Concern


def register() -> None:
    CONCERNS.add(
        Concern("cadres.Attachment", of=of_owner),
        Concern("cadres.AttachmentPart", of=of_file),
    )
