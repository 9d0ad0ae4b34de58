from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CadresConfig(AppConfig):
    name = "cadres"
    verbose_name = _("Cadres")

    def ready(self) -> None:
        """Tell the kernel what the base itself marks on a career."""
        from cadres import marks as own  # noqa: PLC0415 -- apps must be loaded first
        from cadres.shared import marks  # noqa: PLC0415

        marks.register(marks.MarkKind("results", _("Yearly results"), "cadres.view_cadre", own.yearly_results))
        marks.register(marks.MarkKind("sanctions", _("Discipline"), "cadres.view_cadre", own.sanctions))
