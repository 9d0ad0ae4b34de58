"""The demonstration county: complete, lawful by the database's own constraints, and the same for the same seed."""

import csv
import gzip
import stat
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.timezone import localdate

from cadres.models import (
    AccountRequest,
    Cadre,
    ChainCheck,
    Checkpoint,
    Correction,
    Disposal,
    Division,
    Installation,
    LocalRule,
    Organization,
    Pilot,
    Sanction,
    Tenure,
    Term,
    User,
)
from cadres.platform.accounts.choices import NO_ROLE, Role
from cadres.platform.accounts.services.tokens import make_token
from cadres.platform.divisions.rules import township_kind
from cadres.registry.cadre_files.rules.resume import read_resume
from cadres.registry.organizations.choices import OrganizationKind
from cadres.shared.api.base import SCOPES
from cadres.shared.dates import add_months
from cadres.shared.lists.definition import LISTS
from cadres.shared.names import name_key
from config import navigation
from config.bench.measure import Browser, measure
from config.bench.targets import TARGETS
from config.demo.build import build, digest
from incentives.awards.models import Award
from selection.elections.models import Election
from selection.terms.models import Watch
from tests.support.cadres import UserFactory
from tests.support.crawl import crawl, not_chinese
from tests.support.fuzz import Fuzzer
from tests.support.list_rows import both
from tests.support.roles import as_sealer, by
from training.models import TrainingClass

PINGCHANG, ANJI = "511923000000", "330523000000"

pytestmark = pytest.mark.django_db


@pytest.fixture
def real_divisions():
    """The shipped rows of two counties and what is above them; the whole country would only cost time."""

    def wanted(code):
        return any(code.startswith(county[:6]) or code in (county[:2] + "0" * 10, county[:4] + "0" * 8)
                   for county in (PINGCHANG, ANJI))  # fmt: skip

    path = settings.BASE_DIR / "cadres" / "data" / "divisions.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if wanted(row["code"])]
    for row in sorted(rows, key=lambda row: (len(row["code"].rstrip("0")), row["code"])):
        kind = township_kind(row["code"], row["name"]) if row["level"] == "township" else ""
        Division.objects.get_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "level": row["level"],
                "kind": kind,
                "parent_id": row["parent"] or None,
                "name_key": name_key(row["name"]),
            },
        )


@pytest.mark.slow
def test_the_same_seed_gives_the_same_county_and_it_is_complete(real_divisions):
    today, found = localdate(), []
    for _ in range(2):
        with transaction.atomic():
            built = build(PINGCHANG, seed=7, today=today)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            found.append(digest())
            if len(found) == 1:
                transaction.set_rollback(True)

    assert found[0] == found[1]
    assert len(built.place.townships) == 28
    bodies = Organization.objects.exclude(kind=OrganizationKind.COUNTY_ORGAN)
    assert bodies.count() == 28 * 3
    assert not bodies.filter(division__kind="subdistrict").exists()
    assert Organization.objects.filter(division__kind="subdistrict").count() == 3
    soon = Term.objects.filter(
        organization__kind="township_committee",
        period__endswith__gte=add_months(today, 5),
        period__endswith__lt=add_months(today, 6),
    )
    assert soon.count() == 3
    leader = User.objects.get(role=Role.TOWNSHIP).cadre
    held = Tenure.objects.open().get(cadre=leader)
    assert held.post.organization_id in soon.values_list("organization_id", flat=True)
    assert Watch.objects.filter(tenure=held).exists()
    assert 380 <= Tenure.objects.open().count() <= 410
    assert Tenure.objects.open().main().count() < 56
    assert Tenure.objects.open().main().filter(held__startswith__lt=add_months(today, -120)).count() >= 2
    assert Pilot.objects.count() == 2
    settings = [(one.key, one.value, one.approved_by is None) for one in LocalRule.objects.order_by("key")]
    assert settings == [("exchange.ten_years", 8, True), ("notice.days", 7, False)]
    for pilot in Pilot.objects.all():
        both = Tenure.objects.open().main().filter(post__organization__division=pilot.division)
        (cadre,) = both.order_by("cadre").values_list("cadre", flat=True).distinct()
        periods, _loose = read_resume(Cadre.objects.get(pk=cadre).resume)
        assert "、" in periods[-1].text
    assert Sanction.objects.in_effect_on(today).exists()
    assert set(Election.objects.values_list("stage", flat=True)) == {"recommended", "noticed", "appointed"}
    elected = Election.objects.get(stage="appointed")
    assert Tenure.objects.get(authority=f"selection.election:{elected.pk}").cadre_id == elected.winner.cadre_id
    assert elected.late_by == elected.decided_by != elected.appointed_by
    waiting = Correction.objects.get(stage="proposed")
    assert waiting.former["start_document"] != waiting.start_document
    assert Award.objects.filter(stage="proposed").count() == 1
    assert TrainingClass.objects.filter(stage="open", programme__induction=True, starts_on__gt=today).count() == 2
    assert AccountRequest.objects.filter(stage="asked", role=Role.LEADER).count() == 1
    assert Disposal.objects.get(stage="proposed").rows == 12
    assert {c.identity_number for c in Cadre.objects.all()} == {""}
    installed = Installation.objects.get()
    assert (installed.demonstration, installed.seed, installed.division_id) == (True, 7, PINGCHANG)
    assert not too_dear(User.objects.filter(role=Role.STAFF).earliest("pk"))
    assert not too_heavy(User.objects.filter(role__in=set(Role) - {Role.CLIENT}))
    assert not drawn_otherwise()
    assert not left_in_english()
    assert not broken_by_odd_requests(2_000)


def too_dear(user):
    """Targets that do not answer or ask the database more often than they may; here since a county is built once."""
    browser = Browser(user)
    figures = [measure(browser, target, runs=0) for target in TARGETS]
    may = {"home": 27}
    return [figure for figure in figures if figure.problem or figure.queries > may.get(figure.target, 8)]


def drawn_otherwise():
    """Lists whose rows the function draws otherwise than the template did, in either language."""
    wrong, full = [], 0
    for definition in LISTS:
        user = next(one for one in User.objects.exclude(role=Role.CLIENT) if one.has_perm(definition.permission))
        columns = QueryDict(f"columns={','.join(definition.table_class.base_columns)}")
        rows = list(definition.asked_by(user, columns).everything().order_by("pk")[:50])
        request = RequestFactory().get("/", {"q": "a&b"})
        request.user, full = user, full + bool(rows)
        for language in ("zh-hans", "en"):
            with translation.override(language):
                before, now = both(lambda: definition.table_class(rows, request=request), request)  # noqa: B023
            if before != now:
                wrong.append(f"{definition.key} {language}")
    assert full > 20
    return wrong


HEAVIEST = 40 * 1024  # of a page on its way, a list of 50 rows included


def too_heavy(users):
    """Pages of anybody's menu that go out longer than they may; in the language whose pages are longer."""
    weights = {}
    for user in users:
        request = RequestFactory().get("/")
        request.user = user
        client = Client(headers={"accept-language": "zh-hans", "accept-encoding": "gzip"})
        client.force_login(user, backend="config.auth.RoleBackend")
        for item in (item for group in navigation.menu(request) for item in group.items):
            page = client.get(item.url, follow=True)
            assert page.status_code == 200
            assert page["Content-Encoding"] == "gzip"
            weights[f"{user.role} {item.url}"] = len(page.content)
    assert len(weights) > 30
    return {page: weight for page, weight in weights.items() if weight > HEAVIEST}


def left_in_english():
    """On the pages that each role reaches by links, read in Chinese; here for the same reason."""
    own = {word for key in Cadre.objects.values_list("name_key", flat=True) for word in key.split()}
    own |= set(User.objects.values_list("username", flat=True))
    found = []
    for user in User.objects.exclude(role__in=[Role.CLIENT, NO_ROLE]).order_by("pk"):
        browser = Client(headers={"accept-language": "zh-hans"})
        browser.force_login(user, backend="config.auth.RoleBackend")
        pages = list(crawl(browser, each=1))
        assert len(pages) > 5
        found += [remark for page in pages for remark in not_chinese(page, own)]
    return found


def broken_by_odd_requests(requests, seed=1):
    """Answers of 500 and above to what no honest reader sends; here for the same reason."""
    browsers = {}
    for user in User.objects.exclude(role=NO_ROLE).order_by("pk"):
        browsers[user.role] = Client(headers={"accept-language": "zh-hans"}, raise_request_exception=False)
        if user.role != Role.CLIENT:
            browsers[user.role].force_login(user, backend="config.auth.RoleBackend")
    client = User.objects.get(role=Role.CLIENT)
    _token, secret = make_token(client, name="Odd", scopes=SCOPES, days=1, by=None)
    browsers[Role.CLIENT] = Client(headers={"authorization": f"Token {secret}"}, raise_request_exception=False)
    fuzzer = Fuzzer(browsers, seed)
    fuzzer.run(requests)
    assert fuzzer.answers[200] > requests / 20, fuzzer.answers
    return fuzzer.broken


@pytest.mark.slow
@pytest.mark.long
def test_a_hundred_thousand_odd_requests_break_nothing(real_divisions):
    build(PINGCHANG, seed=7, today=localdate())

    assert not broken_by_odd_requests(100_000)


@pytest.mark.slow
def test_the_command_builds_another_county_and_keeps_its_passwords(real_divisions, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    said = StringIO()

    call_command("demo", "--division", ANJI, "--seed", "3", stdout=said)

    file = tmp_path / "accounts.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = dict(line.split()[:2] for line in file.read_text().splitlines())
    assert set(lines) == {"staff", "leader", "minister", "township", "system", "security", "audit", "client"}
    for name in set(lines) - {"client"}:
        assert User.objects.get(username=name).check_password(lines[name])
        assert lines[name] in said.getvalue()
    assert not User.objects.get(username="client").has_usable_password()
    assert len({lines[name] for name in set(lines) - {"client"}}) == 7
    assert Organization.objects.filter(kind="township_committee").count() == 11
    by(as_sealer)(call_command)("seal", "--verify")  # as the start does after building
    assert Checkpoint.objects.get().size == ChainCheck.objects.get().rows > 0
    assert ChainCheck.objects.get().faults == []
    with pytest.raises(CommandError, match="already"):
        call_command("demo", "--division", ANJI, stdout=said)


def test_a_database_with_an_account_is_left_alone(real_divisions, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    UserFactory()

    with pytest.raises(CommandError, match="holds accounts already"):
        call_command("demo", stdout=StringIO())

    assert not Cadre.objects.exists()
    assert not (tmp_path / "accounts.txt").exists()


@pytest.mark.parametrize("code", ["511923101000", "999999000000"])
def test_only_a_county_will_do(code, real_divisions, settings, tmp_path):
    settings.VAR_DIR = tmp_path

    with pytest.raises(CommandError, match="no county"):
        call_command("demo", "--division", code, stdout=StringIO())

    assert not User.objects.exists()
    assert not Installation.objects.exists()
