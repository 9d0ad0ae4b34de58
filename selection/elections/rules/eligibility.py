"""Whether a nominee may be considered (资格审查). Each check is one sentence with its article and its rule's key."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadres.registry.cadre_files.choices import LOW_GRADES, PoliticalStatus
from cadres.registry.cadre_files.regulations import RETIRED
from cadres.registry.cadre_files.rules.retirement import retires_on
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.ranks.choices import Rank
from cadres.registry.ranks.rules import years_in
from cadres.registry.tenures.rules import full_terms
from cadres.shared.dates import whole_years
from cadres.shared.errors import Objection
from cadres.shared.months import month_text
from cadres.shared.regulations.catalogue import Action
from cadres.shared.scope import code_range
from selection.elections.regulations import ANNUAL, ANNUAL_KNOWN, ELSEWHERE, SECTION_DEPUTY
from selection.elections.rules.dossier import Candidate, Facts
from selection.terms.regulations import months_of_a_full_term

AS_DEPUTY = frozenset({Grade.SECTION_DEPUTY, Rank.PRINCIPAL_4, Rank.PRINCIPAL_3})
AS_CLERK = frozenset({Grade.STAFF, Rank.CLERK_1})
OF_THE_PARTY = frozenset({PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.COMMITTEE_MEMBER})
COUNTY_DIVISION = frozenset({Grade.COUNTY_DEPUTY, Grade.COUNTY_CHIEF})


def still_serves(one: Candidate, _facts: Facts) -> Iterator[Objection]:
    if not one.serving:
        yield Objection("not-serving", _("%(name)s no longer serves. Choose somebody else.") % {"name": one.name})


def is_free_for_the_post(one: Candidate, facts: Facts) -> Iterator[Objection]:
    """What somebody else decided about the cadre after the registration is said to whoever decides here."""
    taken = [
        _("took up %(post)s on %(day)s") % {"post": held.post_name, "day": date_format(held.since)}
        for held in one.now_held
        if held.post != facts.seat.post and held.since > one.registered_on
    ]
    taken += [_("has been chosen for %(post)s") % {"post": post} for post in one.chosen_for]
    for what in taken:
        yield Objection(
            "appointed-elsewhere",
            _("%(name)s %(what)s after being registered here. Choose somebody else, or record why not.")
            % {"name": one.name, "what": what},
            facts.book.source(ELSEWHERE),
            ELSEWHERE,
        )


def not_past_retirement(one: Candidate, facts: Facts) -> Iterator[Objection]:
    """Judged on the first day of the tenure; women at county-division rank retire at the age of men."""
    senior = bool(COUNTY_DIVISION & {one.grade, facts.seat.grade})
    reached = retires_on(one.sex, one.born_on, woman_at_sixty=senior)
    if reached <= facts.first_day:
        yield Objection(
            "past-retirement",
            _("%(name)s reaches the statutory age of retirement in %(month)s. Choose somebody else.")
            % {"name": one.name, "month": month_text(reached)},
            facts.book.source(RETIRED),
            RETIRED,
        )


def long_enough_as_deputy(one: Candidate, facts: Facts) -> Iterator[Objection]:
    """Section chiefs need years as section deputy or as principal staff member of the third or fourth grade, which
    count together; who is chief already has them.
    """
    if facts.seat.grade < Grade.SECTION_CHIEF or one.grade >= Grade.SECTION_CHIEF:
        return
    needed = facts.book.number("qual.section_chief")
    served = years_in(one.ranks, AS_DEPUTY, facts.today)
    if served < needed:
        yield Objection(
            "too-short-as-deputy",
            _(
                "%(name)s: %(served)d of %(needed)d years as section deputy"
                " or as principal staff member of grade three or four."
            )
            % {"name": one.name, "served": served, "needed": needed},
            facts.book.source("qual.section_chief"),
            "qual.section_chief",
        )


def long_enough_as_clerk(one: Candidate, facts: Facts) -> Iterator[Objection]:
    """Section deputies need years as first-grade clerk, or as staff member where no rank is on record; a year in a
    rank above is enough.
    """
    if facts.seat.grade != Grade.SECTION_DEPUTY or one.grade >= Grade.SECTION_DEPUTY:
        return
    needed = facts.book.number(SECTION_DEPUTY)
    served = years_in(one.ranks, AS_CLERK, facts.today)
    if served < needed and not years_in(one.ranks, AS_DEPUTY, facts.today):
        yield Objection(
            "too-short-as-clerk",
            _("%(name)s: %(served)d of %(needed)d years as first-grade clerk.")
            % {"name": one.name, "served": served, "needed": needed},
            facts.book.source(SECTION_DEPUTY),
            SECTION_DEPUTY,
        )


def has_township_experience(one: Candidate, facts: Facts) -> Iterator[Objection]:
    needed = facts.book.number("qual.township_experience")
    served = whole_years(one.township_since, facts.today) if one.township_since else 0
    if served < needed:
        yield Objection(
            "no-township-experience",
            _("%(name)s: %(served)d of %(needed)d years of township leadership.")
            % {"name": one.name, "served": served, "needed": needed},
            facts.book.source("qual.township_experience"),
            "qual.township_experience",
        )


def may_stand_in_the_party(one: Candidate, facts: Facts) -> Iterator[Objection]:
    """Who joins or leads a party committee is a full member; probationary members neither vote nor stand."""
    if facts.seat.kind not in OF_THE_PARTY:
        return
    if one.political_status != PoliticalStatus.MEMBER:
        yield Objection(
            "not-full-member",
            _("%(name)s is not a full party member and cannot take a post in the party.") % {"name": one.name},
            facts.book.source("party.no_vote"),
            "party.no_vote",
        )
    if facts.seat.kind != PostKind.SECRETARY:
        return
    needed = facts.book.number("qual.party_age")
    served = whole_years(one.joined_party_on, facts.today) if one.joined_party_on else 0
    if served < needed:
        yield Objection(
            "short-party-age",
            _("%(name)s: %(served)d of %(needed)d years of party membership.")
            % {"name": one.name, "served": served, "needed": needed},
            facts.book.source("qual.party_age"),
            "qual.party_age",
        )


def last_result_is_good(one: Candidate, facts: Facts) -> Iterator[Objection]:
    """Last year's result counts; while it is missing, which is said, the one of the year before."""
    last = facts.today.year - 1
    counts = last if last in one.results else last - 1
    if one.results.get(counts) in LOW_GRADES:
        yield Objection(
            "weak-result",
            _("%(name)s: yearly result of %(year)d is basically competent or below. Choose somebody else.")
            % {"name": one.name, "year": counts},
            facts.book.source(ANNUAL),
            ANNUAL,
        )
    if last not in one.results:
        yield Objection(
            "result-missing",
            _("%(name)s: the yearly result of %(year)d is not on record. Enter it in the file.")
            % {"name": one.name, "year": last},
            facts.book.source(ANNUAL_KNOWN),
            ANNUAL_KNOWN,
            f"{reverse('cadres:cadre_detail', args=[one.cadre])}#results",
        )


def no_sanction_in_effect(one: Candidate, facts: Facts) -> Iterator[Objection]:
    for kind, until in one.sanctions:
        yield Objection(
            "sanction-in-effect",
            (
                _("%(name)s: %(kind)s in effect until %(until)s. Choose somebody else.")
                if until
                else _("%(name)s: %(kind)s in effect without a known end. Choose somebody else.")
            )
            % {"name": one.name, "kind": kind, "until": date_format(until) if until else ""},
            facts.book.source("qual.sanction"),
            "qual.sanction",
        )


def did_not_grow_up_there(one: Candidate, facts: Facts) -> Iterator[Objection]:
    if facts.seat.kind not in (PostKind.SECRETARY, PostKind.HEAD) or not one.growth_place:
        return
    if one.growth_place == facts.seat.division:
        yield Objection(
            "grew-up-there",
            _("%(name)s grew up in this township. Choose another township, or record why not.") % {"name": one.name},
            facts.book.source("recuse.place_township"),
            "recuse.place_township",
        )
    else:
        low, high = code_range(facts.seat.division[:6].ljust(12, "0"))
        if low <= one.growth_place < high:
            yield Objection(
                "grew-up-in-county",
                _("%(name)s grew up in this county.") % {"name": one.name},
                facts.book.source("recuse.place_county"),
                "recuse.place_county",
            )


def no_third_term(one: Candidate, facts: Facts) -> Iterator[Objection]:
    """Counted as they will stand on the first day of the new tenure. Who holds the post now serves till then, and
    the term that runs on that day ends for him with the election, though its last day was expected later.
    """
    most = facts.book.number("term.two")
    here = [h.as_holding.held for h in one.held if h.post == facts.seat.post]
    day = facts.first_day
    if any(held.until is None for held in here):
        day = max([day, *(term.until for term in facts.seat.terms if term.until and term.since < day)])
    served = full_terms(here, facts.seat.terms, day, enough_months=months_of_a_full_term(facts.book))
    if served >= most:
        yield Objection(
            "third-term",
            _("%(name)s has served %(terms)d full terms in this post and is not nominated to it again.")
            % {"name": one.name, "terms": served},
            facts.book.source("term.two"),
            "term.two",
        )


CHECKS = (
    still_serves,
    is_free_for_the_post,
    not_past_retirement,
    long_enough_as_deputy,
    long_enough_as_clerk,
    has_township_experience,
    may_stand_in_the_party,
    last_result_is_good,
    no_sanction_in_effect,
    did_not_grow_up_there,
    no_third_term,
)


def check(one: Candidate, facts: Facts) -> list[Objection]:
    """Every objection to one nominee, without those a leader has set aside for this very case (豁免)."""
    found = [objection for sentence in CHECKS for objection in sentence(one, facts)]
    return [o for o in found if not (o.rule in one.waived and facts.book.action(o.rule) == Action.OVERRIDE)]
