"""Named, chainable reads of the base."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db.models import CharField, Count, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Concat, JSONObject
from django.utils.timezone import localdate

from cadres.choices import (
    MAIN_POSTS,
    CadreStatus,
    DocumentClass,
    DocumentStage,
    Level,
    Role,
    TownshipKind,
    VerifiedItem,
)
from cadres.shared.scope import ScopedQuerySet, code_range, codes_above

# What is read in a file alone, and what a row that belongs to a cadre need not bring of him.
HEAVY = ("resume", "photo", "form_extra", "identity_number", "phone", "address")
HEAVY_OF_CADRE = tuple(f"cadre__{name}" for name in HEAVY)
DEEPEST = 20  # a record merged into one that was merged in turn, and so on


def _related(queryset: QuerySet, name: str) -> QuerySet:
    """Rows of the model on the other side of a relation; querysets lie below the models and import none."""
    return queryset.model._meta.get_field(name).related_model.objects.all()


def initials(field: str) -> Func:
    """The first letters of the syllables of a ``name_key``: "zeng zhi qiang" gives "zzq". An index is built on it."""
    template = r"regexp_replace(%(expressions)s, '([a-z])[a-z]* ?', '\1', 'g')"
    return Func(field, template=template, output_field=CharField(db_collation="C"))


def first_sign(field: str) -> Func:
    """The first sign of a name, mostly the surname; an index on it keeps those of one surname sorted by pinyin."""
    return Func(field, template="left(%(expressions)s, 1)", output_field=CharField())


class DivisionQuerySet(ScopedQuerySet):
    division_path = "code"

    def below(self, code: str) -> Self:
        """The division itself and all below it."""
        return self.within([code_range(code)])

    def townships(self) -> Self:
        """Towns, townships and ethnic townships: units with a party secretary and a head of their own kind."""
        kinds = (TownshipKind.TOWN, TownshipKind.TOWNSHIP, TownshipKind.ETHNIC)
        return self.filter(level=Level.TOWNSHIP, kind__in=kinds)

    def for_list(self) -> Self:
        """With the tier of the latest profile."""
        profiles = _related(self, "profiles").filter(division=OuterRef("pk")).order_by("-year")
        return self.select_related("parent").annotate(tier=Subquery(profiles.values("tier")[:1]))


class DivisionProfileQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")


class MergeableQuerySet(ScopedQuerySet):
    """Rows that may be merged: one that was is no longer among those anybody sees; see ``with_merged``."""

    def visible_to(self, user) -> Self:
        return super().visible_to(user).living()

    def with_merged(self, user) -> Self:
        """As ``visible_to``, and those merged into others: for old addresses, imports and the history."""
        return super().visible_to(user)

    def living(self) -> Self:
        return self.filter(merged_into=None)

    def now_part_of(self, user, pk):
        """The number of the record that a merged one is part of now, or None; within the user's reach only."""
        found = None
        for _round in range(DEEPEST):
            into = self.model._base_manager.filter(pk=found or pk).values_list("merged_into", flat=True).first()
            if into is None:
                break
            found = into
        return found if found and self.visible_to(user).filter(pk=found).exists() else None


class OrganizationQuerySet(MergeableQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")

    def with_terms(self) -> Self:
        """``term_rows``: each term's number and bounds, the latest first."""
        terms = _related(self, "terms").filter(organization=OuterRef("pk")).order_by("-ordinal")
        row = JSONObject(pk="pk", ordinal="ordinal", first=RangeStartsWith("period"), end=RangeEndsWith("period"))
        return self.annotate(term_rows=ArraySubquery(terms.values(row=row)))


class TermQuerySet(ScopedQuerySet):
    division_path = "organization__division_id"

    def running_on(self, day: date) -> Self:
        return self.filter(period__contains=day)


class PilotQuerySet(ScopedQuerySet):
    division_path = "division_id"


class PostQuerySet(ScopedQuerySet):
    division_path = "organization__division_id"

    def main(self) -> Self:
        return self.filter(kind__in=MAIN_POSTS)

    def for_api(self) -> Self:
        """With ``division`` and ``actual`` holders today."""
        return self.annotate(division=F("organization__division_id"), actual=Coalesce(Subquery(self._held_today()), 0))

    def _held_today(self) -> QuerySet:
        held = _related(self, "tenures").filter(post=OuterRef("pk"), held__contains=localdate())
        return held.order_by().values("post").annotate(n=Count("pk")).values("n")

    def for_list(self) -> Self:
        """With ``actual`` holders today, ``vacant`` seats, and ``holder_rows`` (pk, name, since), all in one query."""
        held = _related(self, "tenures").filter(post=OuterRef("pk"), held__contains=localdate())
        number = self._held_today()
        row = JSONObject(pk="cadre_id", name="cadre__name", since=RangeStartsWith("held"))
        return (
            self.select_related("organization__division")
            .annotate(
                actual=Coalesce(Subquery(number), 0),
                holder_rows=ArraySubquery(held.order_by("seat").values(row=row)),
            )
            .annotate(vacant=F("approved_number") - F("actual"))
        )


class CadreQuerySet(MergeableQuerySet):
    division_path = "division_id"
    cadre_path = "pk"

    def serving(self) -> Self:
        return self.filter(status=CadreStatus.SERVING)

    def with_photo_mark(self) -> Self:
        """``has_photo``, without loading it."""
        return self.annotate(has_photo=Q(photo__isnull=False))

    def with_present_posts(self) -> Self:
        """``present_posts``: names of the posts held today, the earliest first."""
        held = _related(self, "tenures").filter(cadre=OuterRef("pk"), held__contains=localdate())
        name = Concat("post__organization__name", "post__name")
        return self.annotate(present_posts=ArraySubquery(held.order_by("held").values(text=name)))

    def to_verify(self) -> Self:
        """Serving cadres with ``state_<item>``: the decision that holds for each item, None where there is none."""
        decisions = _related(self, "verifications").filter(cadre=OuterRef("pk")).order_by("-pk")
        states = {f"state_{item}": Subquery(decisions.filter(item=item).values("state")[:1]) for item in VerifiedItem}
        return self.serving().select_related("division").defer(*HEAVY).annotate(**states)

    def for_list(self) -> Self:
        """With present posts and the highest full-time and in-service education, all in one query."""
        lines = _related(self, "education").filter(cadre=OuterRef("pk")).order_by("mode", "pk")
        return (
            self.select_related("division")
            .defer(*HEAVY)
            .with_present_posts()
            .with_photo_mark()
            .annotate(education_levels=ArraySubquery(lines.values("level")))
        )

    def for_api(self) -> Self:
        """With present posts; without what is read in a file alone."""
        return self.defer(*HEAVY).with_present_posts()


class CadrePartQuerySet(ScopedQuerySet):
    """Education, family, yearly results, sanctions: parts of a cadre's file."""

    division_path = "cadre__division_id"
    cadre_path = "cadre_id"


class DocumentQuerySet(ScopedQuerySet):
    """Papers of files in reach, for whoever works with files; those of discipline for who holds that permission."""

    division_path = "cadre__division_id"
    cadre_path = None  # a township leader does not read the papers of his own file

    def visible_to(self, user) -> Self:
        if not user.has_perm("cadres.view_document"):
            return self.none()
        rows = super().visible_to(user)
        closed = not user.has_perm("cadres.view_discipline_paper")
        return rows.exclude(section=DocumentClass.DISCIPLINE) if closed else rows

    def in_the_file(self) -> Self:
        return self.filter(stage__in=(DocumentStage.KEPT, DocumentStage.ASKED))

    def in_order(self) -> Self:
        """As a catalogue has them within a class: the earliest first."""
        return self.order_by("dated", "pk")


class DocumentPartQuerySet(ScopedQuerySet):
    """Nobody reads parts; a paper is given out by ``cadres.services.documents``."""

    division_path = None


class FamilyQuerySet(CadrePartQuerySet):
    def on_form(self) -> Self:
        """As the printed form has them."""
        return self.order_by("position", "pk")


class SanctionQuerySet(CadrePartQuerySet):
    def in_effect_on(self, day: date) -> Self:
        """An annulled one has no effect from the day of its annulment."""
        standing = self.filter(Q(annulled_on=None) | Q(annulled_on__gt=day))
        return standing.filter(decided_on__lte=day).filter(Q(effect_until__gte=day) | Q(effect_until=None))


class VerificationQuerySet(CadrePartQuerySet):
    def holding(self) -> Self:
        """The decision that holds, one for each item of each file."""
        return self.order_by("cadre_id", "item", "-pk").distinct("cadre_id", "item")


class RosterQuerySet(ScopedQuerySet):
    """One's own rosters, and those that others of the same reach share."""

    division_path = "division_id"

    def visible_to(self, user) -> Self:
        return super().visible_to(user).filter(Q(owner=user.pk) | Q(shared=True))

    def for_list(self) -> Self:
        return self.select_related("owner")


class TenureQuerySet(ScopedQuerySet):
    division_path = "post__organization__division_id"
    cadre_path = "cadre_id"

    def held_on(self, day: date) -> Self:
        return self.filter(held__contains=day)

    def open(self) -> Self:
        """Not ended: the range has no upper bound."""
        return self.filter(held__upper_inf=True)

    def main(self) -> Self:
        return self.filter(post__kind__in=MAIN_POSTS)

    def for_list(self) -> Self:
        """With ``since``, the first day, by which the list sorts."""
        return (
            self.select_related("cadre", "post__organization__division")
            .defer(*HEAVY_OF_CADRE)
            .annotate(since=RangeStartsWith("held"))
        )

    def for_api(self) -> Self:
        """A thousand rows a request: what is shown of cadre, post and body comes as columns, not as records."""
        return self.annotate(
            cadre_name=F("cadre__name"),
            post_name=Concat("post__organization__name", "post__name"),
            division=F("post__organization__division_id"),
        )


class NoticeQuerySet(ScopedQuerySet):
    """Notices belong to one account; nobody else sees them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def unsettled(self) -> Self:
        return self.filter(settled_at=None)

    def unread(self) -> Self:
        """Not settled and never opened."""
        return self.unsettled().filter(read_at=None)


class StepQuerySet(ScopedQuerySet):
    """Steps are read through the record they belong to; all together only by the auditor."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_audit") else self.none()

    def of(self, record) -> Self:
        return self.filter(subject=f"{record._meta.label_lower}:{record.pk}").select_related("by").order_by("pk")


class SavedViewQuerySet(ScopedQuerySet):
    """One's own views, and those shared with a division one answers for."""

    division_path = None

    def visible_to(self, user) -> Self:
        if not user.is_authenticated:
            return self.none()
        shared = Q(shared_with__in=[low for low, _end in user.code_ranges]) if user.sees_business else Q(pk=None)
        return self.filter(Q(user=user.pk) | shared)

    def of_list(self, name: str) -> Self:
        return self.filter(list_name=name).select_related("user").order_by("name", "pk")


class LocalRuleQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def in_force_on(self, day: date) -> Self:
        return self.filter(during__contains=day).exclude(approved_by=None)


class RemitQuerySet(ScopedQuerySet):
    division_path = "division_id"


class UserQuerySet(ScopedQuerySet):
    """Accounts are seen by the administrators who keep them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_account") else self.none()

    def clients(self) -> Self:
        """REST clients that may be given a token."""
        return self.filter(role=Role.CLIENT, is_active=True)

    def for_session(self) -> Self:
        """``remit_codes``, ``kin_ids`` and ``draft_forms`` come with the account, so that no page asks for them."""
        codes = _related(self, "remits").filter(user=OuterRef("pk")).order_by("division_id").values("division_id")
        kin = _related(self, "kinships").confirmed().filter(user=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
        drafts = _related(self, "drafts").filter(user=OuterRef("pk")).order_by().values("form")
        return self.annotate(
            remit_codes=ArraySubquery(codes),
            kin_ids=ArraySubquery(kin.values("cadre_id")),
            draft_forms=ArraySubquery(drafts),
        )

    def answering_for(self, code: str, roles: tuple[str, ...]) -> Self:
        """Active accounts of the roles whose remit covers the division."""
        return self.filter(is_active=True, role__in=roles, remits__division_id__in=codes_above(code)).distinct()


class ApiTokenQuerySet(ScopedQuerySet):
    """Tokens are seen by the administrator who gives and revokes them."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.manage_tokens") else self.none()


class JobQuerySet(ScopedQuerySet):
    """A job belongs to who started it; nobody else sees it."""

    division_path = None
    owner_path = "user_id"

    def visible_to(self, user) -> Self:
        return self.filter(**{self.owner_path: user.pk}) if user.is_authenticated and user.is_active else self.none()

    def open(self) -> Self:
        return self.filter(ended_at=None)


class DraftQuerySet(ScopedQuerySet):
    """A draft is for the eyes of who typed it."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.filter(user=user.pk) if user.is_authenticated and user.is_active else self.none()


class JobFileQuerySet(JobQuerySet):
    owner_path = "job__user_id"


class JobFilePartQuerySet(JobQuerySet):
    owner_path = "file__job__user_id"


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """No ``create_user``: accounts are opened by ``cadres.services.accounts``."""

    def get_by_natural_key(self, username: str):
        return self.get(username=username)


class FileAccessQuerySet(ScopedQuerySet):
    """All readings for the auditor; those of the files in reach for a department leader."""

    division_path = "cadre__division_id"

    def visible_to(self, user) -> Self:
        if user.has_perm("cadres.view_audit"):
            return self
        return super().visible_to(user) if user.has_perm("cadres.view_readers") else self.none()


class KinshipQuerySet(ScopedQuerySet):
    """Within reach, for who settles them; one's own for everybody else."""

    division_path = "cadre__division_id"

    def visible_to(self, user) -> Self:
        rows = super().visible_to(user)
        return rows if user.has_perm("cadres.settle_kinship") else rows.filter(user_id=user.pk)

    def confirmed(self) -> Self:
        return self.filter(stage="confirmed")


class ExportRequestQuerySet(ScopedQuerySet):
    """One's own; those within reach, for who approves them; all of them, without their content, for the auditor."""

    def visible_to(self, user) -> Self:
        if user.has_perm("cadres.view_audit"):
            return self
        if not user.has_perm("cadres.view_export"):
            return self.none()
        own = Q(requested_by=user.pk)
        if not user.has_perm("cadres.approve_export"):
            return self.filter(own)
        for low, high in user.code_ranges:
            own |= Q(division_id__gte=low, division_id__lt=high)
        return self.filter(own)

    def awaiting(self) -> Self:
        return self.filter(stage="requested")

    def to_fetch(self) -> Self:
        """Approved, and the file is there."""
        return self.filter(stage="approved", given__isnull=False)

    def for_list(self) -> Self:
        """Without params and words, which may be personal."""
        return self.select_related("requested_by", "decided_by").defer("params", "told", "columns")


class DuplicatePairQuerySet(ScopedQuerySet):
    """Seen by who reaches both records."""

    division_path = "first_division_id"
    other_path = "second_division_id"

    def within(self, ranges: Iterable[tuple[str, str]]) -> Self:
        both = list(ranges)
        return super().within(both).filter(_in_ranges(self.other_path, both))

    def open(self) -> Self:
        return self.filter(stage="open")


class MergeQuerySet(DuplicatePairQuerySet):
    division_path = "pair__first_division_id"
    other_path = "pair__second_division_id"

    def pending(self) -> Self:
        """Waiting for a second person."""
        return self.filter(stage__in=("proposed", "back_asked"))

    def for_list(self) -> Self:
        return self.select_related("pair", "proposed_by", "decided_by").defer("kept")


def _in_ranges(path: str, ranges: list[tuple[str, str]]) -> Q:
    where = Q(pk=None)
    for low, high in ranges:
        where |= Q(**{f"{path}__gte": low, f"{path}__lt": high})
    return where
