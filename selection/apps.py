from django.apps import AppConfig
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "selection"
    verbose_name = _("Selection")

    def ready(self) -> None:
        """Tell the kernel which rules and notices this app knows."""
        from cadres.platform.notices import points as notices  # noqa: PLC0415 -- apps must be loaded first
        from cadres.registry.posts import points as seats  # noqa: PLC0415 -- apps must be loaded first
        from cadres.shared.pages import panels  # noqa: PLC0415 -- apps must be loaded first
        from cadres.shared.regulations import catalogue as lawbook  # noqa: PLC0415 -- apps must be loaded first
        from selection.elections import extension  # noqa: PLC0415
        from selection.elections import regulations as elections  # noqa: PLC0415
        from selection.elections.merge_policies import register_parts  # noqa: PLC0415
        from selection.terms import regulations as tenure  # noqa: PLC0415
        from selection.terms.notices import LISTED_ELSEWHERE, TEXTS  # noqa: PLC0415
        from selection.township_section.panels import township  # noqa: PLC0415
        from selection.vacancies import regulations as vacancies  # noqa: PLC0415

        panels.register_for_townships(
            panels.Panel(
                "selection",
                _("Vacancies, elections and what falls due"),
                "selection.view_vacancy",
                "selection/township_section/township_panel.html",
                township,
            )
        )
        register_parts()
        extension.register()
        seats.register("vacancies", _open_vacancies)
        for rules in (vacancies.RULES, elections.RULES, tenure.RULES):
            lawbook.register(rules)
        for kind, text in TEXTS.items():
            notices.register(kind, text, listed_elsewhere=kind in LISTED_ELSEWHERE)


def _open_vacancies() -> QuerySet:
    from selection.vacancies.models import Vacancy  # noqa: PLC0415 -- apps must be loaded first

    return Vacancy.objects.open()
