"""What files said of their grade before there was a history is carried over into it, forwards, backwards, forwards."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cadres.models import Cadre, RankRecord
from cadres.platform.database.services.grants import put_right
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks import services
from cadres.registry.ranks.choices import Basis, Rank
from config.management.commands.migrate import undrawn_triggers
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.migrations import migrate, migrate_to_the_latest
from tests.support.roles import as_owner

BEFORE, AFTER = "0025_word_templates", "0026_ranks"


def files():
    return list(Cadre.objects.order_by("pk").values_list("pk", "grade", "grade_since"))


@pytest.mark.django_db
@pytest.mark.slow
def test_every_grade_is_carried_over_and_nothing_else():
    staff = UserFactory()
    known = CadreFactory()
    services.enter_rank(
        known,
        {"rank": Rank.PRINCIPAL_3, "since": date(2021, 1, 1), "basis": Basis.PROMOTION, "document": ""},
        by=staff,
    )
    unknown = CadreFactory(grade=Grade.SECTION_CHIEF, grade_since=None)
    nothing = CadreFactory(grade=Grade.STAFF, grade_since=None)
    first = CadreFactory(grade=Grade.STAFF, grade_since=date(2020, 1, 1))
    before = files()

    migrate(BEFORE)
    assert files() == before
    Cadre.objects.filter(pk=nothing.pk).update(grade=Grade.COUNTY_DEPUTY)  # nothing stands against it there
    merged = CadreFactory(merged_into=known)
    before = files()

    migrate(AFTER)
    rows = RankRecord.objects.order_by("pk")
    assert list(rows.values_list("cadre", "ladder", "rank", "since", "until", "basis")) == [
        (known.pk, "leading", Grade.SECTION_DEPUTY, date(2018, 5, 1), None, "file"),
        (unknown.pk, "leading", Grade.SECTION_CHIEF, None, None, "file"),
        (nothing.pk, "leading", Grade.COUNTY_DEPUTY, None, None, "file"),
        (first.pk, "leading", Grade.STAFF, date(2020, 1, 1), None, "file"),
        (merged.pk, "leading", Grade.SECTION_DEPUTY, date(2018, 5, 1), None, "file"),
    ]
    assert files() == before
    assert RankRecord.pgh_event_model.objects.filter(pgh_label="insert").count() == 5
    migrate(AFTER)
    migrate_to_the_latest()

    services.end_rank(known.ranks.get(), until=date(2024, 1, 1), by=staff, reason="免职")
    assert Cadre.objects.get(pk=known.pk).grade == Grade.STAFF


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_way_back_and_forth_where_each_migration_is_its_own_transaction():
    cadre = CadreFactory()
    try:
        with as_owner(), undrawn_triggers():
            MigrationExecutor(connection).migrate([("cadres", BEFORE)])
        with as_owner(), transaction.atomic():
            Cadre.objects.filter(pk=cadre.pk).update(grade=Grade.SECTION_CHIEF)
    finally:
        with as_owner(), undrawn_triggers():
            MigrationExecutor(connection).migrate([("cadres", AFTER)])
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())  # what later tests find
            put_right()
    assert list(cadre.ranks.values_list("rank", "since", "until")) == [(Grade.SECTION_CHIEF, date(2018, 5, 1), None)]
