"""The photo of a file: what is taken in, what is taken away from it, who sees it where."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cadres.models import Cadre, FileAccess, Step
from cadres.registry.appointment_forms.lrmx.reader import read
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.cadre_files.services import photos
from cadres.registry.protection import services as protection
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.files.pictures import BadPicture, examine, without_notes
from tests.support.cadres import CadreFactory, CountyFactory, TownshipUserFactory, UserFactory
from tests.support.documents import chunk, exif, jpeg, pdf, png, segment

pytestmark = pytest.mark.django_db

NOTES = (exif(), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta/>"), segment(0xFE, b"taken at home"))


def address(cadre, name="photo"):
    return reverse(f"cadres:{name}", args=[cadre.pk])


def upload(data):
    return SimpleUploadedFile("portrait.jpg", data, content_type="text/html")


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (pdf(), ["photo-kind"]),
        (b"<svg/>", ["photo-kind"]),
        (jpeg()[:-3], ["photo-damaged"]),
        (jpeg() + b"PK", ["photo-damaged"]),
        (png()[:-2], ["photo-damaged"]),
        (png() + b"x", ["photo-damaged"]),
        (b"\xff\xd8\xff\xe0\x00", ["photo-damaged"]),
        (jpeg(3600, 4500), ["photo-dots"]),
        (png(80, 100), ["photo-few-dots"]),
        (jpeg(5000, 400), ["photo-dots", "photo-shape"]),
        (jpeg(400, 400), ["photo-shape"]),
        (jpeg(500, 400, exif(orientation=6)), ["photo-turned"]),
        (jpeg(400, 500, segment(0xE2, b"x" * 65_000), image=b"x" * (2 * 1024 * 1024)), ["photo-large"]),
    ],
)
def test_what_is_no_portrait_is_refused_with_every_reason(data, codes, staff):
    with pytest.raises(Refused) as refused:
        photos.set_photo(CadreFactory(), data, by=staff)

    assert [objection.code for objection in refused.value.objections] == codes
    assert not Step.objects.filter(move="photo_set").exists()


def test_place_and_time_are_taken_away_and_the_image_stays(staff):
    data = jpeg(400, 500, *NOTES)
    assert b"GPS" in data

    cadre = photos.set_photo(CadreFactory(), data, by=staff)

    kept = photos.photo_of(cadre)
    assert kept == jpeg(400, 500)
    assert without_notes(kept) == kept
    told = png(400, 500, chunk(b"eXIf", b"GPS"), chunk(b"pHYs", b"\x00" * 9), chunk(b"tEXt", b"GPS"))
    assert without_notes(told) == png(400, 500, chunk(b"pHYs", b"\x00" * 9))


@given(st.sampled_from([jpeg(400, 500, *NOTES), png(), jpeg()]), st.integers(0, 400), st.binary(max_size=8))
def test_no_bytes_break_the_reading_of_a_picture(whole, at, put):
    data = whole[:at] + put + whole[at + len(put) :]
    try:
        picture = examine(data)
    except BadPicture as bad:
        assert bad.code in ("kind", "damaged", "pixels")  # noqa: PT017 -- both ways are right here
    else:
        assert examine(without_notes(data)).width == picture.width


def test_the_photo_is_set_replaced_and_removed_on_record(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    assert client.get(address(cadre)).status_code == 404
    assert "Put in a photo" in client.get(cadre.get_absolute_url()).text
    change, remove = address(cadre, "photo_change"), address(cadre, "photo_remove")
    assert client.post(change, {"photo": upload(jpeg()), "seen": "none"}).status_code == 302
    shown = client.get(address(cadre))
    assert (shown.content, shown["Content-Type"]) == (jpeg(), "image/jpeg")
    assert (shown["X-Content-Type-Options"], shown["Cache-Control"]) == ("nosniff", "private, no-store")
    assert f'src="{address(cadre)}"' in client.get(cadre.get_absolute_url()).text
    assert f'alt="Portrait of {cadre.name}"' in client.get(change).text

    wrong = client.post(change, {"photo": upload(jpeg(400, 400)), "seen": ""})
    assert (wrong.status_code, "no portrait" in wrong.text) == (422, True)
    stale = client.post(change, {"photo": upload(png()), "seen": "none"}, follow=True)
    assert "Somebody else has changed the photo" in stale.text
    with pytest.raises(OutOfDate):
        photos.remove_photo(cadre, by=staff, seen="none")
    assert client.post(remove, {"seen": photos.digest(jpeg())}).status_code == 302
    assert Cadre.objects.get(pk=cadre.pk).photo is None
    steps = list(Step.objects.filter(subject=f"cadres.cadre:{cadre.pk}").values_list("move", "facts__before"))
    assert steps == [("photo_set", ""), ("photo_remove", photos.digest(jpeg()))]


def test_the_form_file_and_the_paper_form_carry_it(staff, as_user):
    cadre = CadreFactory()
    photos.set_photo(cadre, jpeg(400, 500, exif()), by=staff)

    assert read(export_form(Cadre.objects.get(pk=cadre.pk), by=staff)).photo == jpeg()
    page = as_user(staff).get(reverse("cadres:approval_form"), {"ids": cadre.pk})
    assert "data:image/jpeg;base64," in page.text


def test_who_may_not_see_the_file_sees_no_photo(staff, leader, as_user):
    cadre = CadreFactory(photo=jpeg())
    protection.settle_kinship(protection.declare_kinship(cadre, relation="哥哥", by=staff), "confirm", by=leader)

    for user, status in (
        (staff, 403),
        (UserFactory(remit=CountyFactory(code="510104000000")), 404),
        (TownshipUserFactory(cadre=cadre), 403),
    ):
        assert as_user(user).get(address(cadre)).status_code == status
    assert as_user(leader).get(address(cadre)).status_code == 200
    assert as_user(leader).get(address(cadre, "photo_change")).status_code == 403
    assert list(FileAccess.objects.exclude(kind="refused").values_list("by", "part")) == [(leader.pk, "photo")]
    listed = as_user(staff).get(reverse("cadres:cadre_list"), {"panel": cadre.pk})
    assert address(cadre) not in listed.text
    assert address(cadre) in as_user(leader).get(reverse("cadres:cadre_list"), {"panel": cadre.pk}).text


def test_a_list_does_not_load_photos(staff):
    CadreFactory(photo=jpeg())

    cadre = Cadre.objects.visible_to(staff).for_list().get()

    assert cadre.has_photo
    assert "photo" in cadre.get_deferred_fields()
