"""Pictures as cameras, scanners and attackers make them: read within bounds, repaired where that is harmless."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cadres.registry.appointment_forms.lrmx import Form, read, write
from cadres.shared.files import pictures
from cadres.shared.files.photos import LARGEST_PHOTO
from cadres.shared.files.pictures import BadPicture, decode, examine, repaired, without_notes
from tests.support.documents import exif, jpeg, package, png, saved

COLOURS = Image.effect_noise((120, 150), 60).convert("RGB")
PROGRESSIVE = saved(COLOURS, "JPEG", progressive=True)
BMP = saved(COLOURS, "BMP")
OTHERS = {kind: saved(COLOURS, kind) for kind in ("GIF", "TIFF", "WEBP", "PPM")}


def code(check, data: bytes) -> str:
    try:
        check(data)
    except BadPicture as bad:
        return bad.code
    return ""


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 100}, {"subsampling": 0}])
def test_real_pictures_are_known_decoded_and_left_untouched(options):
    data = saved(COLOURS, "JPEG", **options)

    assert (examine(data).width, examine(data).height, code(decode, data)) == (120, 150, "")
    assert without_notes(data) == data
    assert repaired(data + b"SEFT trailer") == data


@pytest.mark.parametrize("kind", OTHERS)
def test_other_kinds_never_reach_their_readers(kind):
    assert code(examine, OTHERS[kind]) == "kind"
    assert code(repaired, OTHERS[kind]) in ("kind", "damaged")


def test_what_is_cut_short_is_damaged():
    assert code(examine, PROGRESSIVE[:-2]) == "damaged"
    assert code(decode, PROGRESSIVE[: len(PROGRESSIVE) // 2]) == "damaged"
    assert code(decode, jpeg(400, 500, image=b"no tables to decode it by")) == "damaged"
    whole = saved(COLOURS, "PNG")
    assert code(examine, whole[: len(whole) // 2]) == "damaged"


def test_what_hangs_behind_is_refused_except_a_telephones_second_picture():
    assert code(examine, jpeg() + package({"a.txt": "x"})) == "damaged"
    assert code(examine, jpeg() + b"<script>" + b"\xff\xd9") == "damaged"
    assert code(examine, jpeg() + jpeg()) == ""
    assert without_notes(jpeg(400, 500, exif()) + jpeg()) == jpeg()


@pytest.mark.parametrize(("orientation", "turned"), [(1, False), (3, True), (6, True), (0, False), (99, True)])
def test_a_picture_that_a_note_turns_is_known(orientation, turned):
    assert examine(jpeg(400, 500, exif(orientation))).turned is turned


def test_pictures_of_too_many_dots_are_refused_from_the_head_on(monkeypatch):
    assert code(examine, png(20_000, 7_500)) == ""
    assert code(examine, png(20_000, 7_501)) == "pixels"
    monkeypatch.setattr(pictures, "MOST_DECODED", 120 * 150)
    assert code(decode, PROGRESSIVE) == ""
    monkeypatch.setattr(pictures, "MOST_DECODED", 120 * 150 - 1)
    assert code(decode, PROGRESSIVE) == "pixels"
    assert code(repaired, BMP) == "pixels"


def test_a_bitmap_becomes_a_jpeg_of_the_same_size():
    made = repaired(BMP)

    assert (examine(made).kind, Image.open(BytesIO(made)).size) == ("jpeg", (120, 150))


@settings(max_examples=200)
@given(
    whole=st.sampled_from([PROGRESSIVE, BMP, png(), saved(COLOURS, "PNG"), jpeg(400, 500, exif(6))]),
    at=st.integers(0, 3000),
    put=st.binary(min_size=1, max_size=8),
    keep=st.integers(0, 4000),
)
def test_broken_bytes_raise_nothing_else(whole, at, put, keep):
    data = (whole[:at] + put + whole[at + len(put) :])[: max(keep, 20)]
    for check in (examine, decode, repaired):
        assert code(check, data) in ("", "kind", "damaged", "pixels")


@pytest.mark.parametrize(
    ("photo", "kept", "word"),
    [
        (jpeg() + b"SEFT trailer", jpeg(), "cut off"),
        (BMP, repaired(BMP), "bitmap"),
        (BMP[:100], b"", "left out"),
        (jpeg()[:200], b"", "left out"),
    ],
)
def test_one_bad_photo_keeps_no_form_out_and_what_was_done_is_said(photo, kept, word):
    form = read(write(Form(values={"XingMing": "测试甲"}, photo=photo)))

    assert (form.values["XingMing"], form.photo) == ("测试甲", kept)
    assert word in str(form.remarks[0].message)
    again = read(write(form))
    assert (again.photo, again.remarks) == (kept, [])


def test_a_bitmap_too_large_as_jpeg_is_left_out(monkeypatch):
    monkeypatch.setattr("cadres.registry.appointment_forms.lrmx.reader.LARGEST_PHOTO", 1000)
    form = read(write(Form(photo=BMP)))

    assert LARGEST_PHOTO > 1000
    assert (form.photo, "left out" in str(form.remarks[0].message)) == (b"", True)
