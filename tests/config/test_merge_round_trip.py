"""Merging two made-up files and undoing it gives back both, to the last row of every app."""

import random
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from assessment.models import Baseline
from cadres.models import AnnualResult, Cadre, DuplicatePair, Education, FamilyMember, Kinship, Merge, Sanction, Tenure
from cadres.platform.access_log import services as protection
from cadres.platform.merging.points import KINDS, RELATIONS
from cadres.platform.merging.services import merges
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.services import start_tenure
from cadres.shared.errors import Refused
from cadres.shared.scope import code_range
from selection.models import Watch
from tests.support.assessment import IndicatorFactory, SystemFactory
from tests.support.cadres import COUNTY, CadreFactory, LeaderFactory, PostFactory, TownshipUserFactory, UserFactory
from tests.support.incentives import AwardFactory
from tests.support.relations import relations_of
from tests.support.selection import ElectionFactory, NomineeFactory
from tests.support.training import EnrolmentFactory, NeedFactory, TrainingClassFactory

pytestmark = pytest.mark.django_db

OURS = ("cadres", "assessment", "training", "selection", "incentives")
NUMBER = "11010519491231002X"


def models_concerned():
    """The mergeable models, all that points to them, and what points to that."""
    found = {kind.model_class for kind in KINDS} | {part.model_class for part in RELATIONS}
    for model in list(found):
        found |= {field.model for field in relations_of(model) if field.model._meta.app_label in OURS}
    return sorted(found - {DuplicatePair, Merge}, key=lambda model: model._meta.label)


def dump():
    """Every row of every table concerned; timestamps of saving aside."""
    told = {}
    for model in models_concerned():
        if model._meta.label in ("cadres.Step", "cadres.FileAccess", "cadres.Notice", "cadres.OutboxMessage"):
            continue  # what is only ever added to
        rows = []
        for record in model._base_manager.order_by("pk"):
            row = {field.attname: getattr(record, field.attname) for field in model._meta.concrete_fields}
            row.pop("updated_at", None)
            rows.append({key: bytes(value) if isinstance(value, memoryview) else value for key, value in row.items()})
        told[model._meta.label] = rows
    return told


class Maker:
    """Two files of one person, kept apart for years: some parts equal, some not, some of one alone."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.posts = [
            PostFactory(kind=PostKind.OTHER, name=f"职务{n}", approved_number=2, organization__name=f"单位{n}")
            for n in range(4)
        ]
        self.watchers = [UserFactory(), UserFactory()]
        self.trained = [TrainingClassFactory(capacity=5) for _ in range(2)]
        self.elections = [ElectionFactory() for _ in range(2)]
        self.indicator = IndicatorFactory(system=SystemFactory())
        self.accounts = 0
        self.seats = {}

    def some(self, options):
        return [one for one in options if self.rng.random() < 0.6]

    def file(self, *, number):
        rng = self.rng
        cadre = CadreFactory(
            name="王伟",
            native_place=rng.choice(["四川平昌", "四川平昌", ""]),
            birthplace="四川平昌",
            health=rng.choice(["健康", "一般", ""]),
            resume=rng.choice(["2004.08--2010.01  某乡工作", ""]),
            phone=rng.choice(["13812345678", "13987654321", ""]),
            identity_number=NUMBER if number else "",
            photo=rng.choice([b"\xff\xd8one", b"\xff\xd8two", None]),
            form_extra=rng.choice([{}, {"kept": {"ChengHu": "同志"}}]),
            grade_since=rng.choice([date(2018, 5, 1), date(2019, 5, 1), None]),
        )
        self.own_parts(cadre)
        self.parts_above(cadre)
        return cadre

    def own_parts(self, cadre):
        rng = self.rng
        for mode, level in self.some([("full_time", "大学"), ("in_service", "研究生"), ("in_service", "硕士")]):
            Education.objects.create(cadre=cadre, mode=mode, level=level, school=rng.choice(["某大学", "另一大学"]))
        for relation, name in self.some([("妻子", "李某"), ("儿子", "王某"), ("父亲", "王某某")]):
            FamilyMember.objects.create(cadre=cadre, relation=relation, name=name, work=rng.choice(["务农", ""]))
        for year in self.some(range(2018, 2024)):
            grade = AnnualGrade.EXCELLENT if rng.random() < 0.3 else AnnualGrade.COMPETENT
            confirmed = rng.random() < 0.3
            AnnualResult.objects.create(
                cadre=cadre,
                year=year,
                grade=AnnualGrade.COMPETENT if confirmed else grade,
                confirmed_here=confirmed,
            )
        for kind in self.some(["party_warning", "admin_warning"]):
            Sanction.objects.create(cadre=cadre, kind=kind, decided_on=date(2015, 3, 1), organ="某县纪委")
        for user in self.some(self.watchers):
            Kinship.objects.create(user=user, cadre=cadre, relation="同学")
        if not self.accounts and rng.random() < 0.6:
            self.accounts += 1
            TownshipUserFactory(cadre=cadre)
        reader = UserFactory()
        for part in self.some(["file", "timeline"]):
            protection.open_part(cadre, part, by=reader)
        for number, post in enumerate(self.some(self.posts)):
            self.tenure(cadre, post, DateRange(date(2010 + 3 * number, 1, 1), date(2012 + 3 * number, 1, 1)))

    def tenure(self, cadre, post, held):
        key = (post.pk, held)
        self.seats[key] = self.seats.get(key, 0) + 1
        tenure = Tenure.objects.create(
            cadre=cadre,
            post=post,
            seat=self.seats[key],
            held=held,
            start_basis=StartBasis.APPOINTMENT,
            end_reason=EndReason.EXCHANGED,
        )
        if self.rng.random() < 0.5:
            kind, due = self.rng.choice(["term", "rotation"]), date(2011, 6, 1)
            Watch.objects.create(tenure=tenure, kind=kind, due_on=due, found_on=due, settled_on=due)
        if self.rng.random() < 0.3:
            Baseline.objects.create(
                tenure=tenure, indicator=self.indicator, number=1, value_year=2009, taken_on=date(2010, 2, 1)
            )

    def parts_above(self, cadre):
        for training_class in self.some(self.trained[:1]):
            if not training_class.enrolments.exists():
                EnrolmentFactory(cadre=cadre, training_class=training_class)
        if self.rng.random() < 0.5:
            NeedFactory(cadre=cadre)
        for election in self.some(self.elections[:1]):
            if not election.nominees.exists():
                NomineeFactory(election=election, cadre=cadre)
        if self.rng.random() < 0.4:
            AwardFactory(cadre=cadre, year=2000 + cadre.pk % 100)


def proposed(first, second, rng):
    merges.find_duplicates(KINDS["cadre"], *code_range(COUNTY))
    pair = DuplicatePair.objects.get(first=first.pk, second=second.pk)
    taken = [
        name for name in ("native_place", "health", "resume", "phone", "photo", "form_extra") if rng.random() < 0.5
    ]
    return pair, rng.choice([first, second]), taken


@pytest.mark.parametrize("seed", range(14))
def test_a_merge_undone_gives_everything_back(seed):
    maker = Maker(seed)
    first, second = maker.file(number=seed % 2), maker.file(number=True)
    staff, leader = UserFactory(), LeaderFactory()
    pair, stays, taken = proposed(first, second, maker.rng)
    goes = second if stays is first else first
    before = dump()

    merge, refused = None, set()
    try:
        merge = merges.propose_merge(pair, stays=stays.pk, taken=taken, by=staff)
    except Refused as error:  # some seeds: both have frozen starting points for one and the same tenure
        refused = {one.code for one in error.objections}
    if merge is None:
        assert refused == {"frozen-twice"}
        assert dump() == before
        return
    merge = merges.move_merge(merge, "approve", by=leader)

    after = dump()
    assert after != before
    moved = set(Cadre.objects.filter(pk=goes.pk).values_list("merged_into", flat=True))
    assert moved == {stays.pk}
    for field in relations_of(Cadre):
        if field.model._meta.label not in ("cadres.FileAccess", "selection.Nominee", "training.Enrolment"):
            assert not field.model._base_manager.filter(**{field.name: goes.pk}).exists(), field

    merge = merges.move_merge(merge, "ask_back", by=staff, reason="搞错了")
    merge = merges.move_merge(merge, "undo", by=leader)
    undone = dump()
    for label, rows in before.items():
        assert undone[label] == rows, label
    assert merge.stage == "undone"


def test_the_seeds_are_no_empty_promise():
    """Enough of the made-up pairs can be merged, and they have united rows, frozen ones and moved ones."""
    done = {"merged": 0, "united": 0}
    for seed in (0, 1, 2, 3):
        maker = Maker(100 + seed)
        first, second = maker.file(number=False), maker.file(number=True)
        pair, stays, taken = proposed(first, second, maker.rng)
        try:
            merge = merges.propose_merge(pair, stays=stays.pk, taken=taken, by=UserFactory())
        except Refused:
            continue
        merge = merges.move_merge(merge, "approve", by=LeaderFactory())
        done["merged"] += 1
        done["united"] += merges.what_was_done(merge)["united"]

    assert done["merged"] >= 2
    assert done["united"] >= 3


def test_what_came_later_stays_and_what_contradicts_is_refused_with_every_reason():
    maker = Maker(3)
    first, second = maker.file(number=False), maker.file(number=True)
    Education.objects.create(cadre=second, mode="full_time", level="中专")
    second.health = "有病史"
    second.save()
    staff, leader = UserFactory(), LeaderFactory()
    pair, _stays, _taken = proposed(first, second, maker.rng)
    merge = merges.propose_merge(pair, stays=first.pk, taken=["health"], by=staff)
    merge = merges.move_merge(merge, "approve", by=leader)
    start_tenure(
        Cadre.objects.get(pk=first.pk), PostFactory(head=True), on=date(2024, 1, 1), basis="appointment", by=None
    )

    assert [len(rows) for _title, rows in merges.later_rows(merge)] == [1]
    Education.objects.filter(level="中专").delete()
    Cadre.objects.filter(pk=first.pk).update(health="良好")
    with pytest.raises(Refused) as refused:
        merges.move_merge(merge, "ask_back", by=staff, reason="搞错了")
    assert [one.code for one in refused.value.objections] == ["field-changed", "row-gone"]
