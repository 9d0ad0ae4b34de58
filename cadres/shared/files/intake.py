"""A file that somebody puts in (收件): judged by its content, given a harmless name, its digest taken."""

import hashlib
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from cadres.shared.errors import Objection, Refused
from cadres.shared.files.encrypted_files import slices
from cadres.shared.files.kinds import MEDIA_TYPES, BadFile, kind_of
from cadres.shared.files.names import clean_name, fits, split_name


@dataclass(frozen=True)
class Incoming:
    """What is known of the content; the fields are those of ``SealedFile``."""

    name: str
    content_type: str
    size: int
    sha256: str


def examined(file: IO[bytes], name: str) -> Incoming:
    """Every file of every noun passes here before it is kept. Raises ``Refused``."""
    size = file.seek(0, 2)
    try:
        kind = kind_of(file, size)
    except BadFile as bad:
        raise Refused(bad.objection) from bad
    if not fits(name, kind):
        text = _("The name ends in “.%(ending)s”, but the content is %(kind)s. Give it the right name and look again.")
        raise Refused(Objection("file-name", text % {"ending": split_name(name)[1][:20], "kind": kind.upper()}))
    digest = hashlib.sha256()
    for part in slices(file):
        digest.update(part)
    file.seek(0)
    return Incoming(clean_name(name, kind), MEDIA_TYPES[kind], size, digest.hexdigest())
