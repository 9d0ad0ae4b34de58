"""The text of an announcement (公告) from what is known of the post: a first version, for the clerk to go on with."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.divisions.choices import Level
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.cadre_files.regulations import RETIRED
from cadres.registry.posts.choices import MAIN_POSTS, Grade, PostKind
from cadres.shared.regulations.catalogue import Action
from selection.elections.regulations import ANNUAL, ELECTION, SECTION_DEPUTY
from selection.elections.rules.eligibility import OF_THE_PARTY
from selection.vacancies.models import Vacancy


def drafted(vacancy: Vacancy) -> dict[str, str]:
    """Announcement and conditions by the county's rules of today. The vacancy comes with post and division."""
    division = vacancy.post.organization.division
    book = rulebook(division.pk, on=ELECTION.on())
    return {"announcement": _announcement(vacancy, division, book), "conditions": _conditions(vacancy.post, book)}


def _announcement(vacancy: Vacancy, division: Any, book: Rulebook) -> str:
    county = division.parent if division.level == Level.TOWNSHIP else division
    joint = _(
        "Ways in: own application; nomination by an organization; joint nomination by %(members)s party members or "
        "more, or by %(masses)s residents or more; recommendation by a meeting."
    )
    numbers = {"members": book.number("open.joint_members"), "masses": book.number("open.joint_masses")}
    return "\n".join(
        (
            _("One person is to be chosen publicly as %(post)s.") % {"post": vacancy.post},
            joint % numbers,
            _("Registration: on the days stated above, at the organization department of %(county)s. Telephone:")
            % {"county": county.name},
        )
    )


def _conditions(post: Any, book: Rulebook) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(_demands(post, book), 1))


def _demands(post: Any, book: Rulebook) -> Iterator[str]:
    """What the rules ask of a nominee for this post; what the county has switched off is not announced."""
    chief, deputy = post.grade == Grade.SECTION_CHIEF, post.grade == Grade.SECTION_DEPUTY
    asked = (
        ("party.no_vote", post.kind in OF_THE_PARTY, _("Full member of the Party")),
        ("qual.party_age", post.kind == PostKind.SECRETARY, _("Party membership of at least %(years)s years")),
        (
            "qual.section_chief",
            chief,
            _("At least %(years)s years as section deputy or in a rank that counts"),
        ),
        (SECTION_DEPUTY, deputy, _("At least %(years)s years as first-grade clerk or staff member")),
        ("qual.township_experience", chief, _("At least %(years)s years of township leadership")),
        (ANNUAL, True, _("Competent or better in last year's assessment")),
        ("qual.sanction", True, _("No sanction or measure in effect")),
        ("recuse.place_township", post.kind in MAIN_POSTS, _("Not grown up in the township of the post")),
        (RETIRED, True, _("Not past the age of retirement on the first day in the post")),
    )
    for key, concerns_the_post, text in asked:
        if concerns_the_post and book.action(key) != Action.OFF:
            yield text % {"years": book.number(key)} if "%(years)s" in text else text
