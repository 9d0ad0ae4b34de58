"""The photo (照片) of a cadre's file: set and removed on record, shown to who may see the file.

A former photo is not kept: it is no paper of the file, and the step names both by their digests.
"""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cadres.platform.access_log.services import refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.registry.cadre_files.models import Cadre
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.files.photos import LARGEST_PHOTO
from cadres.shared.files.pictures import BadPicture, Picture, examine, fit_to_keep

LARGEST_SIDE, SMALLEST_SIDE = 4000, 100
FLATTEST, STEEPEST = 1.1, 1.7  # height to width: the usual prints have 1.25 to 1.52


def set_photo(cadre: Cadre, data: bytes, *, by: User, seen: str = "") -> Cadre:
    """Put in or replace. What the picture tells of place, time and camera is taken away, the image left as it is.

    Raises ``Refused`` with every reason, ``PermissionDenied``, ``OutOfDate`` when it is another than the one ``seen``.
    """
    return _save(cadre, checked(data), "photo_set", by, seen)


def remove_photo(cadre: Cadre, *, by: User, seen: str = "") -> Cadre:
    """Raises what ``set_photo`` raises."""
    return _save(cadre, b"", "photo_remove", by, seen)


def photo_of(cadre: Cadre) -> bytes:
    """The photo alone; empty when there is none."""
    return bytes(Cadre.objects.values_list("photo", flat=True).get(pk=cadre.pk) or b"")


def digest(photo: bytes) -> str:
    return hashlib.sha256(photo).hexdigest() if photo else ""


def checked(data: bytes) -> bytes:
    """The picture as it is kept. Raises ``Refused``."""
    if len(data) > LARGEST_PHOTO:
        text = _("The photo is larger than %(limit)d MB. Use a smaller one.")
        raise Refused(Objection("photo-large", text % {"limit": LARGEST_PHOTO >> 20}))
    try:
        objections = list(_objections(examine(data)))
        kept = b"" if objections else fit_to_keep(data)
    except BadPicture as bad:
        text = {
            "kind": _("The photo is neither JPEG nor PNG. Put in another."),
            "damaged": _("The photo is damaged, or something hangs behind it. Open it and save it again."),
            "pixels": _("The photo has far too many dots. Make it smaller: at most 4000 on each side."),
        }[bad.code]
        raise Refused(Objection(f"photo-{bad.code}", text)) from bad
    if objections:
        raise Refused(*objections)
    return kept


def _objections(picture: Picture):
    size = {"width": picture.width, "height": picture.height}
    if max(picture.width, picture.height) > LARGEST_SIDE:
        text = _("The photo measures %(width)d × %(height)d dots. Make it smaller: at most %(limit)d on each side.")
        yield Objection("photo-dots", text % {**size, "limit": LARGEST_SIDE})
    if min(picture.width, picture.height) < SMALLEST_SIDE:
        text = _("The photo measures %(width)d × %(height)d dots. Take one of at least %(limit)d on each side.")
        yield Objection("photo-few-dots", text % {**size, "limit": SMALLEST_SIDE})
    if picture.turned:
        yield Objection("photo-turned", _("The photo lies on its side or head. Turn it upright and save it again."))
    elif not FLATTEST <= picture.height / picture.width <= STEEPEST:
        text = _("The photo measures %(width)d × %(height)d dots and is no portrait. Cut it upright, about 4 to 5.")
        yield Objection("photo-shape", text % size)


@transaction.atomic
def _save(cadre: Cadre, photo: bytes, move: str, by: User, seen: str) -> Cadre:
    if not by.has_perm("cadres.change_cadre"):
        raise PermissionDenied
    refuse_barred(by, cadre.pk)
    rows = Cadre.objects.select_for_update(of=["self"], no_key=True).only("photo", "status", "identity_number")
    cadre = rows.get(pk=cadre.pk)
    before = bytes(cadre.photo or b"")
    if seen and seen != (digest(before) or "none"):
        raise OutOfDate(_("Somebody else has changed the photo since you opened the page."))
    if before != photo:
        cadre.photo = photo or None
        cadre.save(update_fields=["photo", "updated_at"])
        facts = {"before": digest(before), "after": digest(photo)}
        record_step(cadre, move, by=by, source=cadre.status, target=cadre.status, facts=facts)
    return cadre
