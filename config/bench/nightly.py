"""What runs at night and after an upgrade, over everything on record. What is written is undone."""

from collections.abc import Iterator
from functools import partial
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction

from cadres.models import Cadre, FamilyMember, Kinship, Tenure, User
from cadres.platform.accounts.choices import Role
from cadres.registry.protection.services import propose_kinships
from config.bench.invented import identity_number
from config.bench.process import Watch, Work, apart
from selection.terms.services import watch_tenures


def works(*, accounts: int, identities: int) -> Iterator[Work]:
    yield apart("term and rotation sweep, first", sweep)
    yield apart("term and rotation sweep, again", partial(sweep, again=True))
    yield apart("kinships of accounts", partial(kinships, accounts=accounts))
    yield apart("index of identity numbers", partial(index, identities=identities))


def sweep(watch: Watch, *, again: bool = False) -> tuple[int, str]:
    """Over all running tenures; ``again``: when the night before has found everything already."""
    with transaction.atomic():
        if again:
            watch_tenures()
        watch.begin()
        found = watch_tenures()
        watch.end()
        transaction.set_rollback(True)
    return Tenure.objects.open().main().count(), ", ".join(f"{number} {name}" for name, number in found.items())


def kinships(watch: Watch, accounts: int) -> tuple[int, str]:
    """Accounts of the department with files of their own, each with two relatives who have files too."""
    with transaction.atomic():
        people = list(Cadre.objects.order_by("pk").only("pk", "name", "born_on")[: 3 * accounts])
        owners = people[::3]
        User.objects.bulk_create(
            User(username=f"bench-kin-{one.pk}", name=one.name, role=Role.STAFF, cadre=one) for one in owners
        )
        FamilyMember.objects.bulk_create(
            FamilyMember(cadre=people[at - at % 3], relation="兄弟", name=one.name, born=f"{one.born_on:%Y%m}")
            for at, one in enumerate(people)
            if at % 3
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE cadres_familymember, cadres_user")
        watch.begin()
        made = propose_kinships()
        watch.end()
        told = f"{made} proposed of {Kinship.objects.count()}"
        transaction.set_rollback(True)
    return len(owners), told


def index(watch: Watch, identities: int) -> tuple[int, str]:
    """So many files with a number that no index knows; among all the others, which have none."""
    said = StringIO()
    with transaction.atomic():
        people = list(Cadre.objects.order_by("pk").only("pk", "born_on", "sex", "identity_number")[:identities])
        for one in people:
            one.identity_number = identity_number(one.born_on, one.pk, woman=one.sex == "2")
        Cadre.objects.bulk_update(people, ["identity_number"], batch_size=1000)
        Cadre.objects.filter(pk__in=[one.pk for one in people]).update(identity_index="")
        watch.begin()
        call_command("index_identities", stdout=said)
        watch.end()
        transaction.set_rollback(True)
    return len(people), said.getvalue().strip()
