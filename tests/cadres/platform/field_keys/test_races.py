"""Everything encrypted anew while others read and write, and twice at once."""

import random
import threading

import pytest
from django.db import transaction

from cadres.models import Cadre
from cadres.platform.field_keys.services import keys, renewing
from cadres.shared import crypto
from cadres.shared.crypto import blind_indexes
from tests.support.cadres import CadreFactory, CountyFactory
from tests.support.concurrency import run_concurrently

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_runs_at_once_write_the_same(new_key, settings):
    for number in range(40):
        CadreFactory(phone=f"139900000{number:02d}")
    new_key()
    keys.take_up()

    first, second = run_concurrently(renewing.encrypt_anew, renewing.encrypt_anew)

    assert first.values + second.values == 80
    settings.FIELD_KEYS = ["new"]
    assert {one.phone for one in Cadre.objects.all()} == {f"139900000{number:02d}" for number in range(40)}


def test_a_row_that_somebody_is_at_work_on_is_left_and_found_again(new_key):
    cadres = [CadreFactory(phone=f"1399000000{number}") for number in range(3)]
    new_key()
    keys.take_up()
    locked, done = threading.Event(), threading.Event()

    def work():
        with transaction.atomic():
            Cadre.objects.select_for_update().get(pk=cadres[1].pk)
            locked.set()
            assert done.wait(60)

    def run():
        assert locked.wait(60)
        try:
            return renewing.encrypt_anew()
        finally:
            done.set()

    _nothing, outcome = run_concurrently(work, run)

    assert outcome.others == {crypto.keys()[1].name: 1}
    assert renewing.encrypt_anew().whole


class Office:
    """Files with known values, read and written by four threads while everything is encrypted anew."""

    def __init__(self, size):
        county = CountyFactory()
        made = [
            CadreFactory.build(
                division=county,
                phone=f"139{n:08d}",
                address=f"元山镇{n}号",
                identity_number=f"51192319820301{n % 10000:04d}",
            )
            for n in range(size)
        ]
        Cadre.objects.bulk_create(made, batch_size=1000)
        self.said = {one.pk: {"phone": one.phone, "address": one.address} for one in made}
        self.numbers = {one.pk: one.identity_number for one in made}
        self.over = threading.Event()

    def check(self, pk):
        cadre = Cadre.objects.get(pk=pk)
        assert {"phone": cadre.phone, "address": cadre.address} == self.said[pk], pk
        assert cadre.identity_number == self.numbers[pk], pk

    def read(self, seed):
        rng, mine, count = random.Random(seed), [pk for pk in self.said if pk % 4 >= 2], 0
        while not self.over.is_set():
            pk = rng.choice(mine)
            self.check(pk)
            found = Cadre.objects.filter(identity_index__in=blind_indexes(self.numbers[pk]))
            assert pk in set(found.values_list("pk", flat=True)), pk
            count += 1
        return count

    def write(self, seed):
        rng, mine, count = random.Random(seed), [pk for pk in self.said if pk % 4 == seed], 0
        while not self.over.is_set():
            pk = rng.choice(mine)
            self.check(pk)
            values = {"phone": f"138{rng.randrange(10**8):08d}", "address": f"响滩镇{count}号"}
            with transaction.atomic():
                cadre = Cadre.objects.select_for_update().get(pk=pk)
                cadre.phone, cadre.address = values["phone"], values["address"]
                cadre.save(update_fields=["phone", "address"])
            self.said[pk] = values
            self.check(pk)
            count += 1
        return count

    def renew(self):
        try:
            return renewing.encrypt_anew()
        finally:
            self.over.set()


def rotate_while_four_read_and_write(size, settings, new_key):
    office = Office(size)
    new_key()
    keys.take_up()

    outcome, *counts = run_concurrently(
        office.renew,
        lambda: office.write(0),
        lambda: office.write(1),
        lambda: office.read(2),
        lambda: office.read(3),
    )

    assert min(counts) > 0
    while not outcome.whole:  # rows that were in use
        outcome = renewing.encrypt_anew()
    settings.FIELD_KEYS = ["new"]
    for pk in office.said:
        office.check(pk)
    events = type(Cadre.objects.first().events.first()).objects.all()
    assert all(event.phone and event.address and event.identity_number for event in events.iterator())
    return outcome, counts


def test_nobody_who_reads_or_writes_notices(new_key, settings):
    rotate_while_four_read_and_write(300, settings, new_key)


@pytest.mark.long
def test_a_hundred_thousand_values_while_four_read_and_write(new_key, settings, monkeypatch):
    monkeypatch.setattr("tests.support.concurrency.PATIENCE", 3600)

    rotate_while_four_read_and_write(17_000, settings, new_key)

    assert renewing.count().total() >= 100_000
