"""The particulars of a file as its page shows them: each with its history, those of the papers with their state."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres.platform.access_log.points import render_masked
from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.choices import PoliticalStatus
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.verifications.presenters import ItemState
from cadres.shared.dates import whole_years
from cadres.shared.months import month_text


@dataclass(frozen=True)
class Particular:
    """One line: ``field`` is the column of ``Cadre`` that a history is asked for, empty where there is none."""

    label: str
    value: Any
    field: str = ""
    state: "ItemState | None" = None


def particulars(record: Cadre, user: User | None = None, states: list[ItemState] = ()) -> list[Particular]:
    """The particulars as the appointment form orders them; numbers that identify are masked.

    ``user``: who is offered to see them in clear, for a reason. ``states``: how the verified ones stand.
    """
    of = {state.field: state for state in states if state.field}
    party = record.party_text if record.political_status == PoliticalStatus.OTHER_PARTY else ""
    lines = [
        (_("Pinyin"), record.name_key, "name_key"),
        (_("Sex"), record.get_sex_display(), "sex"),
        (_("Month of birth"), month_text(record.born_on), "born_on"),
        (_("Age"), whole_years(record.born_on, localdate()), ""),
        (_("Ethnic group"), record.ethnicity, "ethnicity"),
        (_("Native place"), record.native_place, "native_place"),
        (_("Place of birth"), record.birthplace, "birthplace"),
        (_("Grew up in"), record.growth_place, "growth_place"),
        (_("Political status"), party or record.get_political_status_display(), "political_status"),
        (_("Joined the party"), month_text(record.joined_party_on), "joined_party_on"),
        (_("Began work"), month_text(record.began_work_on), "began_work_on"),
        (_("Standing as a cadre"), record.get_standing_display(), "standing"),
        (_("State of health"), record.health, "health"),
        (_("Professional title"), record.professional_title, "professional_title"),
        (_("Speciality and strong points"), record.speciality, "speciality"),
        (_("Grade"), record.get_grade_display(), "grade"),
        (_("At this grade since"), month_text(record.grade_since), "grade_since"),
        (_("Leading in townships since"), month_text(record.township_since), "township_since"),
        (_("Status"), record.get_status_display(), "status"),
        (_("Managed by"), record.division, "division"),
        (_("Identity number"), render_masked(record, "cadre.identity_number", user), "identity_number"),
        (_("Mobile phone"), render_masked(record, "cadre.phone", user), "phone"),
        (_("Home address"), render_masked(record, "cadre.address", user), "address"),
    ]
    return [Particular(label, value, field, of.get(field)) for label, value, field in lines]


def facts(record: Cadre) -> list[tuple[str, Any]]:
    """The same as pairs, for a page that shows them alone."""
    return [(line.label, line.value) for line in particulars(record)]


@dataclass(frozen=True)
class Section:
    """One part of the page: its anchor, how many rows it has, and what of it wants a look."""

    key: str
    title: str
    count: int | None = None
    badge: str = ""
    tone: str = "neutral"


def contents_of(parts: dict[str, list[Any]], resume: dict[str, Any], states: list[ItemState]) -> list[Section]:
    """The parts of a file in the order of its page, each with its state."""
    unsettled = sum(not state.settled for state in states)
    to_verify = ngettext("%(n)d item to be verified", "%(n)d items to be verified", unsettled) % {"n": unsettled}
    remarks = sum(bool(period.gap or period.overlap) for period in resume["periods"]) + len(resume["remarks"])
    remarked = ngettext("%(n)d remark", "%(n)d remarks", remarks) % {"n": remarks} if remarks else ""
    in_effect = _("in effect") if any(one.in_effect_on(localdate()) for one in parts["sanctions"]) else ""
    return [
        Section("particulars", _("Particulars"), None, *((to_verify,) if unsettled else (_("verified"), "good"))),
        Section("career", _("Career"), len(parts["career"])),
        Section("resume", _("Résumé"), len(resume["periods"]), remarked, "warn"),
        Section("education", _("Education"), len(parts["education"])),
        Section("results", _("Yearly results"), len(parts["results"])),
        Section("ranks", _("Levels and ranks"), len(parts["ranks"])),
        Section("family", _("Family"), len(parts["family"])),
        Section("sanctions", _("Rewards and punishments"), len(parts["sanctions"]), in_effect, "bad"),
    ]
