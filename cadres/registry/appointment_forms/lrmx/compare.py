"""What differs between two states of one person's form, for people to read."""

from django.utils.translation import gettext as _

from cadres.registry.appointment_forms.lrmx.elements import ELEMENTS, FAMILY, LABELS, PHOTO, RELATIVE
from cadres.registry.appointment_forms.lrmx.form import Form
from cadres.shared.identity import masked

NUMBER = "ShenFenZheng"


def differences(before: Form, after: Form) -> list[tuple[str, str, str]]:
    """(label, before, after) in the order of the form. Identity numbers are masked, a photo is told by its size."""
    found = []
    for name in ELEMENTS:
        old, new = _field_text(before, name), _field_text(after, name)
        if old != new or (name == PHOTO and before.photo != after.photo):
            if name == NUMBER:
                old, new = masked(old), masked(new)
            found.append((LABELS[name] or name, old, new))
    if before.unknown != after.unknown:
        label = _("Elements that this program does not know")
        found.append((label, "\n".join(before.unknown), "\n".join(after.unknown)))
    return found


def _field_text(form: Form, name: str) -> str:
    if name == FAMILY:
        return "\n".join(" ".join(getattr(one, part) for part in RELATIVE.values()).strip() for one in form.family)
    if name == PHOTO:
        return _("%(size)d kB") % {"size": len(form.photo) // 1024 + 1} if form.photo else ""
    return form.values[name]
