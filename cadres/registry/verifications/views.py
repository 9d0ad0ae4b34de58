"""Verified beside declared values: the section of a file, the form, and the list of what is open."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.services import open_part
from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.choices import VerifiedItem
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.pages import CadreSection
from cadres.registry.documents.services import known_to
from cadres.registry.verifications import services as verifications
from cadres.registry.verifications.facts import parts_of, with_parts
from cadres.registry.verifications.forms import VerificationForm
from cadres.registry.verifications.lists import VERIFICATION_LIST
from cadres.registry.verifications.models import Verification
from cadres.registry.verifications.presenters import item_states
from cadres.registry.verifications.regulations import PRACTICE
from cadres.registry.verifications.rules import earliest_paper
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage


class CadreVerification(CadreSection):
    """The six items: declared, verified, state, and on what paper."""

    template_name = "cadres/verifications/cadre_verification.html"
    section = "verification"

    def get_queryset(self) -> QuerySet:
        return with_parts(super().get_queryset())

    def get_context(self, record: Cadre) -> dict[str, Any]:
        parts = parts_of(record)
        bring_scans(record, parts["verifications"], self.request.user)
        return {
            **super().get_context(record),
            "states": item_states(record, parts["verifications"], parts["education"]),
            "earlier": _superseded(parts["verifications"]),
            "may_verify": self.request.user.has_perm("cadres.verify_cadre"),
        }


def bring_scans(record: Cadre, decisions: list[Verification], user: User) -> None:
    """Give each decision as ``scan`` the paper it rests on, as far as the user may know of it."""
    known = known_to(user, [record], (one.document_id for one in decisions))
    for one in decisions:
        one.scan = known.get(one.document_id)


def _superseded(decisions: list[Verification]) -> list[Verification]:
    """Decisions that a later one of the same item has taken the place of."""
    seen: set[str] = set()
    earlier = []
    for one in decisions:
        if one.item in seen:
            one.found_text = verifications.in_words(one)
            earlier.append(one)
        seen.add(one.item)
    return earlier


class Verify(FormPage):
    """One form: what the paper says, and which paper it is. Saving it changes the particular where they differ."""

    model = Cadre
    form_class = VerificationForm
    permission = "cadres.verify_cadre"
    template_name = "cadres/verifications/verify_form.html"
    submit_label = gettext_lazy("Verify")

    def check_record(self, record: Cadre) -> None:
        if self.item not in VerifiedItem:
            raise Http404
        open_part(record, "verification", by=self.request.user)

    @property
    def item(self) -> str:
        return self.kwargs["item"]

    def get_form_kwargs(self) -> dict[str, Any]:
        record, item = self.record, self.item
        record.decisions = list(Verification.objects.filter(cadre=record, item=item).order_by("-pk"))
        seen = verifications.version_of(record, item, record.decisions)
        scans = verifications.scans_for(record, self.request.user).in_order()
        return {"item": item, "present": verifications.on_file(record, item), "seen": seen, "scans": scans}

    def get_context(self) -> dict[str, Any]:
        record, item = self.record, self.item
        decisions = [one for one in record.decisions if one.found]
        bring_scans(record, decisions, self.request.user)
        papers = verifications.told_by(decisions)
        first = earliest_paper(papers)
        papers = [
            (verifications.text_of(item, one.value), one.paper, decision.scan, one == first)
            for decision, one in zip(decisions, papers, strict=True)
        ]
        label = VerifiedItem(item).label
        return {
            "title": _("Verify: %(item)s") % {"item": label},
            "label": label,
            "declared": verifications.text_of(item, verifications.declared(record, item, record.decisions)),
            "present": verifications.text_of(item, verifications.on_file(record, item)),
            "papers": papers,
            "hint": PRACTICE if item == VerifiedItem.BIRTH else "",
            "back": reverse("cadres:cadre_verification", args=[record.pk]),
        }

    @property
    def success_message(self) -> str:  # type: ignore[override]
        return _("%(item)s is verified.") % {"item": VerifiedItem(self.item).label}

    def save(self, form: VerificationForm) -> HttpResponse:
        verifications.verify(self.record, self.item, by=self.request.user, **form.cleaned_data)
        return redirect("cadres:cadre_verification", self.record.pk)


class VerificationList(RecordList):
    """Serving cadres with items that no paper has settled, unless the filter asks for others."""

    definition = VERIFICATION_LIST
    empty_text = gettext_lazy("Every item of every serving cadre is verified.")
