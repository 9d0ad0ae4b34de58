from django.utils.translation import gettext_lazy as _

PERSONAL = _("Personal Information Protection Law, Arts 28, 51, 55 and 56")

COPYING = _("Regulation on the Work of Cadre Personnel Files 2018: files are copied only with approval, on record")

EXPORT_APPROVAL = "export.approval"
