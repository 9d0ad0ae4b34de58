"""How everything in the base that points to a cadre, a tenure, an organization or a post fares when two are merged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.merging.points import Resolution, Resolved, Rows, into, leave, move, only_one
from cadres.registry.documents.choices import DocumentClass, DocumentStage
from cadres.registry.posts.choices import ONE_OF_A_KIND
from cadres.registry.protection.choices import KinshipStage
from cadres.registry.ranks.choices import Basis, label_of
from cadres.registry.tenures.facts import holding, pilots_of
from cadres.registry.tenures.rules import Span, against_both, needs_pilot
from cadres.shared.errors import Objection
from cadres.shared.months import month_or_day
from cadres.shared.pages.edit_conflicts import shown

IN_THE_FILE = (DocumentStage.KEPT, DocumentStage.ASKED)
TWO_ACCOUNTS = Objection(
    "two-accounts",
    gettext_lazy(
        "Both files have an account. Ask the security administrator to give one of the accounts another role first."
    ),
)
TENURE = ("post__organization",)


def _time_in_post(row: Any) -> Any:
    return row.post_id, row.held


def _days(row: Any) -> str:
    return shown(row._meta.get_field("held"), row.held)


def _tenure(row: Any) -> str:
    return f"{row.post} {_days(row)}"


def _tenures_fit(_stays: Any, _goes: Any, ours: Rows, theirs: Rows) -> Iterator[Objection]:
    """One person holds a post once at a time, and not two main posts but as the rules of joint posts allow."""
    for their in theirs:
        for our in ours:
            if _overlap(our.held, their.held):
                yield from _against_both(our, their)


JOINT_POSTS = {
    "chair-not-head": gettext_lazy(
        "Congress chair and a post of the government at one time: %(one)s; %(other)s. Correct one of them first."
    ),
    "one-shoulder": gettext_lazy("Secretary and head at one time outside a pilot: %(one)s; %(other)s."),
}


def _against_both(our: Any, their: Any) -> Iterator[Objection]:
    values = {"one": _tenure(our), "other": _tenure(their)}
    if our.post_id == their.post_id:
        text = _("The same post is held twice at one time: %(one)s; %(other)s. Correct the days of one first.")
        yield Objection("tenures-overlap", text % values, url=their.get_absolute_url())
    elif our.post.kind == their.post.kind and our.post.kind in ONE_OF_A_KIND:
        text = _("Two seats at one time: %(one)s; %(other)s. Only one can be right. Correct the other first.")
        yield Objection("two-seats", text % values, url=their.get_absolute_url())
    else:
        one, other = holding(our.post, our.held), holding(their.post, their.held)
        pilots = pilots_of(one.division) if needs_pilot(one, other) else ()
        if (objection := against_both(one, other, pilots)) is not None:
            yield replace(objection, message=JOINT_POSTS[objection.code] % values)


def _overlap(one: Any, other: Any) -> bool:
    return Span(one.lower, one.upper).meets(Span(other.lower, other.upper))


def _all_of_education(row: Any) -> Any:
    return row.mode, row.level, row.degree, row.school, row.degree_school


def _education(row: Any) -> str:
    return " ".join(filter(None, [row.get_mode_display(), row.level, row.school, row.degree, row.degree_school]))


def _all_of_member(row: Any) -> Any:
    return row.relation, row.name, row.born, row.political_status, row.work


def _member(row: Any) -> str:
    return " ".join(filter(None, [row.relation, row.name, row.born, row.work]))


def _results(ours: Any, theirs: Any) -> Resolved:
    """A grade confirmed here stands; of two that were typed, that of the file that stays."""
    if ours.confirmed_here and theirs.confirmed_here and ours.grade != theirs.grade:
        values = {"year": ours.year, "one": ours.get_grade_display(), "other": theirs.get_grade_display()}
        text = _("The grade of %(year)d was confirmed here in both files and differs: %(one)s, %(other)s.")
        return Objection("results-differ", text % values)
    return Resolution.THEIRS if theirs.confirmed_here and not ours.confirmed_here else Resolution.OURS


def _result(row: Any) -> str:
    return f"{row} ✓" if row.confirmed_here else str(row)


def _rank_key(row: Any) -> Any:
    """What is held now is one on each ladder; what has ended is the same with the same days."""
    return (row.ladder,) if row.until is None else (row.ladder, row.rank, row.since, row.until)


def _ranks(ours: Any, theirs: Any) -> Resolved:
    """A first day beats none, a paper what files say; of two that files say, that of the file that stays."""
    if ours.rank != theirs.rank:
        text = _("Both files say what is held now, and differ: %(one)s, %(other)s. Correct or end one of them first.")
        return Objection("ranks-differ", text % {"one": _rank(ours), "other": _rank(theirs)})
    return Resolution.THEIRS if _weight(theirs) > _weight(ours) else Resolution.OURS


def _weight(row: Any) -> tuple[bool, bool]:
    return row.since is not None, row.basis != Basis.FILE


def _ranks_fit(_stays: Any, _goes: Any, ours: Rows, theirs: Rows) -> Iterator[Objection]:
    for their in theirs:
        for our in (our for our in ours if our.ladder == their.ladder):
            if _span(our).meets(_span(their)):
                text = _("Two of one ladder at one time: %(one)s; %(other)s. Correct the days of one first.")
                yield Objection("ranks-overlap", text % {"one": _rank(our), "other": _rank(their)})


def _span(row: Any) -> Span:
    return Span(row.since or date.min, row.until)


def _rank(row: Any) -> str:
    days = " – ".join(month_or_day(day) if day else "" for day in (row.since, row.until))
    return f"{label_of(row.rank)} {days}".strip(" –")


def _sanction(row: Any) -> str:
    return f"{shown(row._meta.get_field('decided_on'), row.decided_on)} {row.get_kind_display()} {row.organ}"


def _content(row: Any) -> Any:
    """A file holds the same paper once; what was withdrawn meets nobody."""
    return row.sha256 if row.stage in IN_THE_FILE else row.pk


def _papers(_ours: Any, theirs: Any) -> Resolved:
    if theirs.section == DocumentClass.DISCIPLINE:
        text = _("Both files hold the same paper, of a class that leaders alone read. Ask a leader to look at both.")
        return Objection("paper-twice", text)
    text = _("Both files hold the same paper (%(section)s). Have it withdrawn from one of them first.")
    return Objection("paper-twice", text % {"section": theirs.get_section_display()})


def _paper(row: Any) -> str:
    """Without the title; of discipline nothing, since the pages are open to who may not know that it is there."""
    return "" if row.section == DocumentClass.DISCIPLINE else f"{row.get_section_display()} {row.dated}"


def _kinships(ours: Any, theirs: Any) -> Resolved:
    """The bar holds if it holds for either file."""
    confirmed = KinshipStage.CONFIRMED
    return Resolution.THEIRS if theirs.stage == confirmed and ours.stage != confirmed else Resolution.OURS


def _post_key(row: Any) -> Any:
    """An organization has one main post of a kind, whatever it is called."""
    return row.kind if row.kind in ONE_OF_A_KIND else row.name


def _posts(ours: Any, theirs: Any) -> Resolved:
    if ours.kind != theirs.kind:
        text = _("Both have a post “%(name)s”, but of different kinds. Correct the kind of one first.")
        return Objection("posts-differ", text % {"name": ours.name})
    return Resolution.OURS


def _seats_fit(stays: Any, _goes: Any, ours: Rows, theirs: Rows) -> Iterator[Objection]:
    """Posts of one name are united only if their tenures leave each other room."""
    for their in theirs:
        if their.seat > stays.approved_number:
            text = _("%(tenure)s sits in seat %(seat)d, which the other post does not have. Raise its number first.")
            yield Objection("no-seat", text % {"tenure": _held(their), "seat": their.seat})
        for our in ours:
            if _overlap(our.held, their.held) and (our.seat == their.seat or our.cadre_id == their.cadre_id):
                text = _("Both held the same seat at one time: %(one)s; %(other)s. Correct the days of one first.")
                yield Objection("seat-twice", text % {"one": _held(our), "other": _held(their)})


def _held(row: Any) -> str:
    return f"{row.cadre} {_days(row)}"


def _term(row: Any) -> str:
    return f"{row.ordinal} · {shown(row._meta.get_field('period'), row.period)}"


def _terms(ours: Any, theirs: Any) -> Resolved:
    if ours.period != theirs.period:
        text = _("Term %(number)d has different days in the two. Correct one of them first.")
        return Objection("terms-differ", text % {"number": ours.ordinal})
    return Resolution.OURS


def _terms_fit(_stays: Any, _goes: Any, ours: Rows, theirs: Rows) -> Iterator[Objection]:
    for their in theirs:
        for our in ours:
            if _overlap(our.period, their.period):
                text = _("Terms cover the same time: %(one)s; %(other)s. Correct one of them first.")
                yield Objection("terms-overlap", text % {"one": _term(our), "other": _term(their)})


RELATIONS = (
    *into(
        "cadres.cadre",
        move("cadres.Tenure", "cadre", key=_time_in_post, check=_tenures_fit, show=_tenure, related=TENURE),
        move("cadres.Education", "cadre", key=_all_of_education, show=_education),
        move("cadres.FamilyMember", "cadre", key=_all_of_member, show=_member),
        move("cadres.AnnualResult", "cadre", key=lambda row: row.year, resolve=_results, show=_result),
        move("cadres.Sanction", "cadre", show=_sanction),  # never united: a sanction is annulled, never deleted
        move("cadres.RankRecord", "cadre", key=_rank_key, resolve=_ranks, check=_ranks_fit, show=_rank),
        move("cadres.Document", "cadre", key=_content, resolve=_papers, show=_paper),
        leave("cadres.Verification", "cadre"),
        only_one("cadres.User", "cadre", TWO_ACCOUNTS, show=lambda row: row.username),
        move("cadres.Kinship", "cadre", key=lambda row: row.user_id, resolve=_kinships),
        leave("cadres.FileAccess", "cadre"),
    ),
    *into(
        "cadres.document",
        move("cadres.Document", "replaces"),
        move("cadres.DocumentPart", "file"),
        leave("cadres.Verification", "document"),
    ),
    *into(
        "cadres.organization",
        move("cadres.Post", "organization", key=_post_key, resolve=_posts, show=lambda row: row.name),
        move("cadres.Term", "organization", key=lambda row: row.ordinal, resolve=_terms, check=_terms_fit, show=_term),
    ),
    *into(
        "cadres.post",
        move(
            "cadres.Tenure",
            "post",
            key=lambda row: (row.cadre_id, row.held),
            check=_seats_fit,
            show=str,
            related=("cadre", *TENURE),
        ),
    ),
)
