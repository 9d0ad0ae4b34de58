from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CadresConfig(AppConfig):
    name = "cadres"
    verbose_name = _("Cadres")

    def ready(self) -> None:
        """Register what the base itself has, from marks of careers to jobs and records of workbooks."""
        import cadres.imports.forms  # noqa: PLC0415 -- apps must be loaded first
        import cadres.imports.jobs  # noqa: F401, PLC0415 -- apps must be loaded first
        from cadres import marks as own  # noqa: PLC0415
        from cadres.finders import register_finders  # noqa: PLC0415
        from cadres.imports.resources import register_resources  # noqa: PLC0415
        from cadres.revealables import register_all  # noqa: PLC0415
        from cadres.rosters.columns import OWN  # noqa: PLC0415
        from cadres.services.saved_views import views_of  # noqa: PLC0415
        from cadres.shared import marks, roster_columns  # noqa: PLC0415
        from cadres.shared.lists import HOOKS  # noqa: PLC0415

        marks.register(marks.MarkKind("results", _("Yearly results"), "cadres.view_cadre", own.yearly_results))
        marks.register(marks.MarkKind("sanctions", _("Discipline"), "cadres.view_cadre", own.sanctions))
        roster_columns.register(OWN)
        register_finders()
        HOOKS.saved_views = views_of
        register_all()
        register_resources()
