"""Puts the demonstration county together in one transaction."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from assessment.models import Baseline, Score, Value
from cadres.models import (
    AnnualResult,
    Cadre,
    Division,
    DivisionProfile,
    Installation,
    Organization,
    Pilot,
    Sanction,
    SpecialDay,
    Tenure,
    Term,
    User,
)
from cadres.platform.divisions.choices import Level
from cadres.registry.posts.choices import PostKind
from config.demo.accounts import Account, leave_old_sessions, leave_waiting, open_business, open_others
from config.demo.assessing import build_assessment
from config.demo.correcting import leave_correction
from config.demo.electing import Hands, build_elections
from config.demo.honours import build_awards
from config.demo.local_rules import build_rules
from config.demo.people import People, build_people
from config.demo.place import Place, build_place
from config.demo.training import build_training
from incentives.awards.models import Award
from incentives.subsidies.models import SubsidyRate
from selection.elections.models import Election, Nominee
from selection.terms.services import watch_tenures
from training.enrolments.services.inductions import ensure_inductions
from training.models import Attendance, Enrolment, Session, TrainingClass


class NotEmptyError(Exception):
    """The database holds something already; the demonstration never joins it."""


class NotACountyError(Exception):
    """The code names no county with towns or townships enough to play in."""


LEAST_TOWNSHIPS = 8


@dataclass(frozen=True)
class Built:
    place: Place
    accounts: list[Account]


@transaction.atomic
def build(division: str, *, seed: int, today: date, say: Callable[[str], None] = lambda _: None) -> Built:
    """Build the county on a real division. Raises ``NotEmptyError``, ``NotACountyError``."""
    _refuse_unless_empty()
    if not Division.objects.exists():
        say("Loading the administrative divisions")
        call_command("load_divisions", verbosity=0)
    if not SpecialDay.objects.exists():
        say("Loading the working calendar")
        call_command("load_calendar", verbosity=0)
    county = Division.objects.filter(code=division, level=Level.COUNTY).first()
    if county is None or Division.objects.townships().filter(parent=county).count() < LEAST_TOWNSHIPS:
        raise NotACountyError(f"{division} is no county with at least {LEAST_TOWNSHIPS} towns or townships.")
    Installation.objects.update_or_create(id=1, defaults={"division": county, "demonstration": True, "seed": seed})
    rng = Random(f"{seed}:{division}")
    say("Bodies, posts, terms, township profiles")
    place = build_place(rng, county, today)
    business = open_business(place)
    staff, leader, minister = (account.user for account in business)
    say("People and twenty years of tenures")
    people = build_people(rng, place)
    accounts = [*business, *open_others(place, secretary_of(place, people))]
    leave_waiting(accounts, place)
    leave_old_sessions(accounts)
    _count_rows()
    say("Indicator values, starting points, scores and grades")
    build_assessment(rng, place, people, staff=staff, leader=leader)
    say("Training, awards, elections")
    build_training(rng, place, people, staff=staff)
    build_awards(rng, place, staff=staff, leader=leader)
    build_elections(rng, place, people, Hands(staff, leader, minister))
    build_rules(place, staff=staff, leader=leader)
    leave_correction(place, people, staff=staff)
    say("What the nightly tasks find")
    _count_rows()
    watch_tenures(today=today)
    ensure_inductions()
    _count_rows()
    return Built(place, accounts)


def _count_rows() -> None:
    """Tables that were empty a moment ago: without statistics the database guesses, and some guesses cost minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cadres_analyze()")  # a right that comes with the tables alone


def secretary_of(place: Place, people: People) -> Cadre:
    """The secretary whose term ends first, about five months from today."""
    code = people.soon[0]
    key = next(seat.key for seat in place.seats if seat.unit == code and seat.kind == PostKind.SECRETARY)
    return people.tenure_of[key].cadre


def _refuse_unless_empty() -> None:
    for model in (Cadre, User, Organization):
        if model.objects.exists():
            raise NotEmptyError(
                f"This database holds {model._meta.verbose_name_plural} already. "
                "The demonstration is only built into an empty one."
            )


def digest() -> str:
    """Of everything that the seed decides, by its contents and not by its numbers in the database."""
    total = hashlib.sha256()
    for line in _lines():
        total.update(repr(line).encode())
    return total.hexdigest()


def _lines() -> Iterator[tuple[Any, ...]]:
    unit, person = "post__organization__division_id", "cadre__name"
    readings = (
        (DivisionProfile, ("division_id", "year", "population", "income", "revenue", "tier")),
        (Term, ("organization__name", "ordinal", "period")),
        (Pilot, ("division_id", "period")),
        (Cadre, ("name", "sex", "born_on", "grade", "grade_since", "status", "resume")),
        (Tenure, (person, unit, "post__name", "seat", "held", "start_basis", "end_reason")),
        (AnnualResult, (person, "cadre__born_on", "year", "grade")),
        (Sanction, (person, "kind", "decided_on", "effect_until")),
        (Value, ("division_id", "cycle__year", "indicator__code", "number")),
        (Baseline, ("tenure__cadre__name", "indicator__code", "number", "value_year")),
        (Score, ("division_id", "cycle__year", "tenure__cadre__name", "total", "grade", "no_score")),
        (TrainingClass, ("name", "starts_on", "stage")),
        (Session, ("training_class__name", "starts_at", "uid")),
        (Enrolment, ("training_class__name", person, "stage", "seat", "hours")),
        (Attendance, ("session__uid", "enrolment__cadre__name", "mark")),
        (Award, (person, "kind", "year", "stage", "amount")),
        (SubsidyRate, ("tier", "monthly", "during")),
        (Election, ("vacancy__post__name", "stage", "opened_on")),
        (Nominee, (person, "path", "registered_on")),
    )
    for model, fields in readings:
        rows = model.objects.values_list(*fields).order_by(*fields)
        yield (model._meta.label, *rows)
