from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CadresConfig(AppConfig):
    name = "cadres"
    verbose_name = _("Cadres")

    def ready(self) -> None:
        """Register what the base itself has, from marks of careers to jobs, records of workbooks and exports."""
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 -- apps must be loaded first

        import cadres.platform.exports.jobs  # noqa: PLC0415
        import cadres.platform.imports.jobs  # noqa: F401, PLC0415
        from cadres import sources  # noqa: PLC0415
        from cadres.platform.drafts import services as drafts  # noqa: PLC0415
        from cadres.platform.exports import regulations as exports  # noqa: PLC0415
        from cadres.platform.exports.points import register as give_out  # noqa: PLC0415
        from cadres.platform.merging import jobs as _merging_jobs  # noqa: F401, PLC0415
        from cadres.platform.notices import points as notices  # noqa: PLC0415
        from cadres.platform.saved_views.services import views_of  # noqa: PLC0415
        from cadres.registry.cadre_files.services.guards import GUARDS  # noqa: PLC0415
        from cadres.registry.documents import regulations as documents  # noqa: PLC0415
        from cadres.registry.documents.facts import RELIANCES  # noqa: PLC0415
        from cadres.registry.file_page import milestones as own  # noqa: PLC0415
        from cadres.registry.merging.merge_policies.kinds import register_kinds  # noqa: PLC0415
        from cadres.registry.merging.merge_policies.relations import register_parts  # noqa: PLC0415
        from cadres.registry.protection.masked_fields import register_all  # noqa: PLC0415
        from cadres.registry.rosters import points as roster_columns  # noqa: PLC0415
        from cadres.registry.rosters.columns import OWN  # noqa: PLC0415
        from cadres.registry.sanctions import regulations as sanctions  # noqa: PLC0415
        from cadres.registry.search.finders import register_finders  # noqa: PLC0415
        from cadres.registry.tenures import regulations as tenures  # noqa: PLC0415
        from cadres.registry.verifications import regulations as verifications  # noqa: PLC0415
        from cadres.registry.verifications.services import refuse_settled, reliances  # noqa: PLC0415
        from cadres.registry.workbooks.import_resources import register_resources  # noqa: PLC0415
        from cadres.shared.charts import milestones as marks  # noqa: PLC0415
        from cadres.shared.lists.definition import HOOKS  # noqa: PLC0415
        from cadres.shared.pages.drafts import STORE  # noqa: PLC0415
        from cadres.shared.pages.idle import begin  # noqa: PLC0415
        from cadres.shared.regulations import catalogue as lawbook  # noqa: PLC0415

        marks.register(marks.MarkKind("results", _("Yearly results"), "cadres.view_cadre", own.yearly_results))
        marks.register(marks.MarkKind("sanctions", _("Discipline"), "cadres.view_cadre", own.sanctions))
        for rules in (exports.RULES, documents.RULES, verifications.RULES, sanctions.RULES, tenures.RULES):
            lawbook.register(rules)
        GUARDS.append(refuse_settled)
        RELIANCES.append(reliances)
        roster_columns.register(OWN)
        register_finders()
        user_logged_in.connect(begin, dispatch_uid="cadres.idle")
        HOOKS.saved_views = views_of
        STORE.find, STORE.put, STORE.drop = drafts.find, drafts.put, drafts.drop
        register_all()
        for source in sources.OWN:
            give_out(source)
        for kind, text in NOTICES.items():
            notices.register(kind, text, listed_elsewhere=kind in LISTED)
        register_resources()
        register_kinds()
        register_parts()
        notices.register("cadres.merge_proposed", _("Two records are to be merged (No. %(number)s). Decide on it."))
        notices.register("cadres.merge_back_asked", _("A merge is to be undone (No. %(number)s). Decide on it."))


NOTICES = {
    "cadres.export_requested": _("%(who)s asks to export: %(what)s. It awaits your decision."),
    "cadres.export_ready": _("Your export is ready to be downloaded once: %(what)s."),
    "cadres.export_declined": _("Your export was declined: %(what)s. %(reason)s"),
    "cadres.export_lapsed": _("Nobody decided about your export in time: %(what)s. Ask again where it is needed."),
}
LISTED = ("cadres.export_requested", "cadres.export_ready")  # in the due lists of exports
