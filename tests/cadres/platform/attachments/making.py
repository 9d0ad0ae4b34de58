"""Records that take attachments, and attachments."""

from io import BytesIO

from cadres.models import Attachment
from cadres.platform.attachments import services
from selection.elections.choices import Stage
from selection.elections.models import Inspection
from tests.support.documents import pdf
from tests.support.selection import ready_election


def inspection(stage: Stage = Stage.RECOMMENDED) -> Inspection:
    return ready_election(stage).winner.inspection


def attach(record, by, data=None, *, slot="file", name="审核表.pdf", **values) -> Attachment:
    return services.attach(record, slot, BytesIO(pdf() if data is None else data), name=name, values=values, by=by)


def replace(former, by, data=None, *, reason="scanned anew", name="新.pdf", **values) -> Attachment:
    data = pdf(text=f"after {former.pk}") if data is None else data
    return services.replace(former, BytesIO(data), name=name, values=values, reason=reason, by=by)
