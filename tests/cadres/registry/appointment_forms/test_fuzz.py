"""The readers of forms given whatever comes: a form or a refusal, in bounded time and memory, and nothing else.

Set FUZZ_EXAMPLES to run a campaign by hand; what it then does a hundred thousand times, the tests do a few hundred.
"""

import os
import random
import time
import tracemalloc
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadres.models import Cadre
from cadres.registry.appointment_forms.lrmx import BadForm, Form, Relative, read, read_any, write
from cadres.registry.appointment_forms.lrmx.batch import BadBatch, Batch
from cadres.registry.appointment_forms.lrmx.elements import LEAVES
from cadres.registry.appointment_forms.lrmx.reader import LARGEST_FILE
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.appointment_forms.services.intake import import_form
from tests.support.appointment_forms import JPEG, form, forms, old, plain, zipped
from tests.support.cadres import CountyFactory

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
quick = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
with_database = settings(quick, max_examples=max(EXAMPLES // 5, 25))

GOOD = next(data for _name, data in forms(1))
OLD = old(
    p9="大学#学士@研究生#", p20="妻子@儿子", p21="测试乙@测试丁", p17="2000.09--2004.08  学习\r\n2004.08--  工作"
)
HOSTILE = [
    b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><Person><XingMing>&d;</XingMing></Person>',
    b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><Person/>',
    b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/"> %b;]><Person/>',
    b"<Person>&#0;&#xD800;&#xFFFE;</Person>",
    b"<Person>" + b"<a>" * 100_000,
    b"<Person " + b" ".join(b'a%d="x"' % number for number in range(50_000)) + b"/>",
    b"<Person><" + b"x" * 1_000_000 + b"/></Person>",
    b"<Person><XingMing>" + "张".encode() * 1_000_000 + b"</XingMing></Person>",
    b"<Person><XingMing>" + "张　".encode() * 700_000 + b"</XingMing></Person>",
    b"<Person><JianLi>" + b"\n" * 4_000_000 + b"x</JianLi></Person>",
    b"<Person><JianLi>x" + b"\n " * 2_000_000 + b"x</JianLi></Person>",
    b"<Person><ZhaoPian>" + b"/9j/" * 1_200_000 + b"</ZhaoPian></Person>",
    b"<Person><NianDuKaoHeJieGuo>" + "2024年".encode() * 500_000 + b"</NianDuKaoHeJieGuo></Person>",
    b"<?xml " + b' encoding="a"' * 380_000,
    b'<?xml version="1.0" encoding="utf-7"?><Person/>',
    b"\xff\xfe" + "<Person/>".encode("utf-16-be"),
    b"\xff\xfe\x00\xd8<\x00",
    b"\xef\xbb\xbf" * 3,
    b"\x00" * 1000,
    b"<" * LARGEST_FILE,
    b'"' + b'","' * 1_700_000 + b'"',
    b'"' + b"@" * 4_000_000 + b'"',
]


def outcome(data: bytes, name: str = "a.lrmx") -> Form | None:
    """What the reader makes of it; every refusal says something."""
    try:
        return read_any(data, name, data[:50])
    except BadForm as error:
        faults = error.faults
    assert faults
    assert all(str(fault.message) and fault.line >= 0 for fault in faults)
    return None


def mutated(data: bytes, rng: random.Random) -> bytes:
    """What happens to files: bits flip, ends are lost, parts come twice, in another order, from elsewhere."""
    for _time in range(rng.randint(1, 4)):
        at, other = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
        before, piece, after = data[:at], data[at:other], data[other:]
        lines = data.split(b"\n")
        rng.shuffle(lines)
        ways = {
            "flip": before + bytes([rng.randint(0, 255)]) + data[at + 1 :],
            "cut": before,
            "lose": before + after,
            "twice": before + piece + piece + after,
            "move": piece + before + after,
            "insert": before + rng.choice(SNIPPETS) + data[at:],
            "windows": data.replace(b"\n", b"\r\n"),
            "reorder": b"\n".join(lines),
        }
        data = ways[rng.choice(list(ways))]
    return data


SNIPPETS = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"&#0;",
    b"&#x1F600;",
    b"&lol;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?pi ?>",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    "张三".encode("gbk"),
    "\u2028\u3000\x85".encode(),
    b'","',
    b"@",
    b"#",
    b'"',
    b"<Item>",
    b"</Item>",
    b"9" * 400,
    b"190013",
    b"0000",
    b"<a:b xmlns:a='c'>",
]


anything = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)
telling = st.sampled_from(
    [
        "男",
        "女",
        "198203",
        "1982.03",
        "190013",
        "000001",
        "999912",
        "20240230",
        "198203；民盟",
        "2024年优秀",
        "无",
        "\u3000",
        "9" * 80,
    ]
)
value = telling | anything | st.text("长", min_size=30, max_size=300)
sources = st.sampled_from(['<新 a="1 &amp; 2">一<b></b>二</新>', "<x:y>&lt;</x:y>", "<c></c>"])
relatives = st.builds(Relative, value, value, value, value, value, unknown=st.lists(sources, max_size=2))
any_form = st.builds(
    Form,
    values=st.dictionaries(st.sampled_from(LEAVES), value, max_size=8),
    family=st.lists(relatives, max_size=4),
    photo=st.sampled_from([b"", JPEG]),
    unknown=st.lists(sources, max_size=3),
)
likely_form = st.builds(
    lambda made, changes, family: Form(values=made.values | changes, family=family or made.family, photo=made.photo),
    st.integers(0, 10_000).map(lambda seed: form(seed, random.Random(seed))),
    st.dictionaries(st.sampled_from(LEAVES), value, max_size=3),
    st.lists(relatives, max_size=3),
)


@quick
@given(made=any_form)
def test_a_form_written_and_read_is_stable(made):
    """What is written is what is read, but for signs that no file can hold and blanks around texts."""
    once = read(write(made))

    assert read(write(once)) == once
    assert [len(once.photo), once.unknown] == [len(made.photo), made.unknown]


@quick
@given(
    data=st.binary(max_size=400),
    before=st.sampled_from([b"", b"<Person>", b'<?xml version="1.0" encoding="gbk"?>', b'"']),
)
def test_garbage_is_refused(data, before):
    for name in ("a.lrmx", "a.lrm"):
        outcome(before + data, name)


@quick
@given(seed=st.integers(0, 2**62))
def test_damaged_files_are_read_or_refused_and_what_is_read_is_stable(seed):
    rng = random.Random(seed)
    for good, name in ((GOOD, "a.lrmx"), (GOOD.decode().encode("utf-16"), "a.lrmx"), (OLD, "a.lrm")):
        found = outcome(mutated(good, rng), name)
        if found is not None:
            again = read(write(found))
            assert (again.values | {"Version": ""}, again.family) == (found.values | {"Version": ""}, found.family)
            assert (again.photo, again.unknown) == (found.photo, found.unknown)
            assert read(write(again)) == again


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_files_take_bounded_time_and_memory(number):
    """Under the old name, which leads to either reader by what the file begins with."""
    began = time.process_time()
    found = outcome(HOSTILE[number], "a.lrm")
    took = time.process_time() - began

    assert took < 5
    assert found is None or found.values["XingMing"] != "&d;"
    tracemalloc.start()
    outcome(HOSTILE[number][: LARGEST_FILE // 8], "a.lrm")
    assert tracemalloc.get_traced_memory()[1] < 60 << 20
    tracemalloc.stop()


def test_a_hundred_megabytes_are_not_looked_at():
    began = time.process_time()

    assert outcome(bytes(100 << 20)) is None
    assert outcome(bytes(100 << 20), "a.lrm") is None
    assert time.process_time() - began < 1


@quick
@given(seed=st.integers(0, 2**62))
def test_damaged_zips_are_refused_or_read(seed):
    rng = random.Random(seed)
    data = zipped(("甲/a.lrmx", GOOD), ("b.lrm", OLD), ("b.pic", JPEG), ("__MACOSX/._a", b"x")).read()
    told: list[object] = ["something"]
    try:
        with Batch(plain(("a.zip", mutated(data, rng)))) as found:
            for source in found.sources:
                with suppress(BadForm):
                    source.read()
    except BadBatch as error:
        told = list(error.reasons)

    assert all(told)
    assert told


def taken(data: bytes, staff, name: str = "a.lrmx") -> None:
    """Import into the database, look, and undo it."""
    with transaction.atomic():
        county = CountyFactory()
        try:
            give_and_take(data, county, staff, name)
        finally:
            transaction.set_rollback(True)


def give_and_take(data: bytes, county, staff, name: str) -> None:
    """A cadre that gives the same form out, or a refusal."""
    try:
        cadre = import_form(data, division=county, by=staff, file_name=name).cadre
    except BadForm as error:
        faults, cadre = error.faults, None
    if cadre is None:
        assert all(str(fault.message) for fault in faults)
        assert not Cadre.objects.exists()
        return
    told, given_out = read_any(data, name), read(export_form(Cadre.objects.get(pk=cadre.pk), by=staff))
    told.values["Version"] = told.values["Version"] or given_out.values["Version"]
    told.values["ShenFenZheng"] = "".join(told.values["ShenFenZheng"].split()).upper()
    assert (given_out.values, given_out.family) == (told.values, told.family)
    assert (given_out.photo, given_out.unknown) == (told.photo, told.unknown)


@with_database
@given(made=likely_form | any_form)
def test_any_form_comes_in_or_is_refused(staff, made):
    taken(write(made), staff)


@with_database
@given(seed=st.integers(0, 2**62))
def test_a_damaged_form_comes_in_or_is_refused(staff, seed):
    rng = random.Random(seed)
    taken(mutated(GOOD, rng), staff)
    taken(mutated(OLD, rng), staff, "a.lrm")


@with_database
@given(
    places=st.dictionaries(
        st.sampled_from([f"p{place}" for place in range(33)]),
        value.map(lambda text: text.replace('"', "")),
        max_size=6,
    )
)
def test_any_old_form_comes_in_or_is_refused(staff, places):
    texts = {place: text.encode("gb18030", "ignore").decode("gb18030") for place, text in places.items()}
    taken(old(**texts), staff, "a.lrm")
