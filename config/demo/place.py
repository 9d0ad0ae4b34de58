"""The county itself: bodies, posts, terms, pilots, and twenty years of township profiles."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Division, DivisionProfile, Organization, Pilot, Post, Term
from cadres.platform.divisions.choices import TownshipKind
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.townships.rules import tier
from cadres.shared.dates import add_months
from cadres.shared.names import place_key
from config.demo.plan import ORGANS, YEARS, SeatPlan, TermPlan, Unit, posts_of, posts_of_organ, terms_of

TOWNSHIP_KINDS = (TownshipKind.TOWN, TownshipKind.TOWNSHIP, TownshipKind.ETHNIC)
FIRST_ORDINAL = 15
PILOTS = 2


@dataclass
class Place:
    """What was built, by the keys that the simulation uses."""

    county: Division
    today: date
    units: list[Unit]
    terms: dict[str, TermPlan] = field(default_factory=dict)
    pilots: dict[str, date] = field(default_factory=dict)
    seats: list[SeatPlan] = field(default_factory=list)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    profiles: dict[tuple[str, int], DivisionProfile] = field(default_factory=dict)

    @property
    def townships(self) -> list[Unit]:
        return [unit for unit in self.units if unit.township]


def build_place(rng: Random, county: Division, today: date) -> Place:
    rows = Division.objects.filter(parent=county).order_by("code")
    units = [Unit(row.code, row.name, row.kind in TOWNSHIP_KINDS) for row in rows if row.kind != TownshipKind.OTHER]
    place = Place(county, today, units)
    order = place.townships
    rng.shuffle(order)
    place.terms = {unit.code: terms_of(rng, number, today) for number, unit in enumerate(order)}
    place.pilots = {unit.code: add_months(today, -rng.randint(28, 40)) for unit in order[-PILOTS:]}
    _bodies(place)
    _pilots(place)
    _profiles(rng, place)
    return place


def _bodies(place: Place) -> None:
    plans = [plan for unit in place.units for plan in posts_of(unit)]
    plans += [posts_of_organ(place.county.code, f"{place.county.name}{name[1:]}", title) for name, title in ORGANS]
    organizations = Organization.objects.bulk_create(
        Organization(division_id=code, kind=kind, name=name, name_key=place_key(name)) for name, code, kind, _ in plans
    )
    posts, seats = [], []
    township = {unit.code for unit in place.townships}
    for organization, (name, code, _kind, titles) in zip(organizations, plans, strict=True):
        for kind, title, grade, number, elected in titles:
            posts.append(
                Post(
                    organization=organization,
                    kind=kind,
                    name=title,
                    grade=grade,
                    approved_number=number,
                    elected=elected,
                )
            )
            unit = code if code in township else ""
            seats += [SeatPlan(unit, name, kind, title, seat) for seat in range(1, number + 1)]
    place.seats = seats
    place.posts = {(post.organization.name, post.name): post for post in Post.objects.bulk_create(posts)}
    Term.objects.bulk_create(_terms(place, organizations))


def _terms(place: Place, organizations: list[Organization]) -> list[Term]:
    found = []
    for organization in organizations:
        plan = place.terms.get(organization.division_id)
        if plan is None:
            continue
        party = organization.kind == OrganizationKind.TOWNSHIP_COMMITTEE
        starts, ends = (plan.party, plan.party_ends) if party else (plan.state, plan.state_ends)
        bounds = [*starts, ends]
        found += [
            Term(
                organization=organization,
                ordinal=FIRST_ORDINAL + number,
                period=DateRange(*bounds[number : number + 2]),
            )
            for number in range(len(starts))
        ]
    return found


def _pilots(place: Place) -> None:
    Pilot.objects.bulk_create(
        Pilot(
            division_id=code,
            period=DateRange(since, None),
            basis=f"县委〔{since.year}〕{12 + number}号（演示）",
        )
        for number, (code, since) in enumerate(sorted(place.pilots.items()))
    )


def _profiles(rng: Random, place: Place) -> None:
    """Each township starts from conditions of its own and grows by its own pace, with lean years."""
    last = place.today.year
    for unit in place.townships:
        wealth = rng.gauss(0, 1)
        area = Decimal(rng.randint(4500, 16500)) / 100
        mountain = Decimal(min(max(round(55 - 18 * wealth + rng.gauss(0, 12)), 5), 96))
        distance = Decimal(round(max(6.0, 38 - 11 * wealth + rng.gauss(0, 9)), 1)).quantize(Decimal("0.1"))
        was_poor = wealth < -0.1
        population = rng.randint(9_000, 32_000)
        income, revenue = 3_700 + 650 * wealth, 150 * 2.1**wealth
        for year in range(last - YEARS, last + 1):
            facts = {
                "income": max(1_800, round(income)),
                "revenue": Decimal(round(max(revenue, 15.0), 2)).quantize(Decimal("0.01")),
                "mountain_share": mountain,
                "distance": distance,
                "was_poor": was_poor,
            }
            place.profiles[unit.code, year] = DivisionProfile(
                division_id=unit.code, year=year, population=population, area=area, tier=tier(**facts), **facts
            )
            income *= 1 + rng.gauss(0.091 if was_poor else 0.086, 0.012)
            revenue *= 1 + rng.gauss(0.105, 0.05)
            population = round(population * (1 + rng.gauss(-0.007, 0.004)))
    DivisionProfile.objects.bulk_create(place.profiles.values())
