"""What goes out compressed, and what does not."""

import gzip

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse

from config.compression import CompressionMiddleware
from tests.support.cadres import CadreFactory

LONG = "元山镇党委书记、一级主任科员。" * 200


def sent(response, rf, accepts="gzip"):
    request = rf.get("/", headers={"accept-encoding": accepts})
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG),
        JsonResponse({"text": LONG}),
        JsonResponse({"text": LONG}, content_type="application/problem+json"),
        HttpResponse(LONG, content_type="text/calendar; charset=utf-8"),
        HttpResponse(LONG, headers={"Content-Disposition": 'inline; filename="api.yaml"'}),
    ],
)
def test_a_text_goes_out_compressed_to_who_takes_it(response, rf):
    before = response.content

    assert "Content-Encoding" not in sent(response, rf, accepts="identity")
    answer = sent(response, rf)

    assert answer["Content-Encoding"] == "gzip"
    assert answer["Vary"] == "Accept-Encoding"
    assert len(answer.content) < len(before) / 5
    assert gzip.decompress(answer.content) == before


@pytest.mark.parametrize(
    "response",
    [
        StreamingHttpResponse([LONG], content_type="text/csv"),
        StreamingHttpResponse([LONG]),
        FileResponse([LONG.encode()], content_type="text/html"),
        HttpResponse(LONG, headers={"Content-Disposition": 'attachment; filename="codes.txt"'}),
        HttpResponse(LONG.encode(), content_type="image/png"),
        HttpResponse(LONG.encode(), content_type="application/octet-stream"),
        HttpResponse("short"),
        HttpResponse(gzip.compress(LONG.encode()), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_what_streams_what_is_a_file_and_what_is_compressed_stays_as_it_is(response, rf):
    already, before = response.get("Content-Encoding"), None if response.streaming else response.content

    answer = sent(response, rf)

    assert answer.get("Content-Encoding") == already
    assert (b"".join(answer) if answer.streaming else answer.content) == (before or LONG.encode())


def test_the_length_of_an_answer_tells_nothing_exactly(rf):
    assert len({len(sent(HttpResponse(LONG), rf).content) for _ in range(50)}) > 5


@pytest.mark.django_db
def test_an_answer_that_has_not_changed_is_known_again(api):
    CadreFactory.create_batch(3)
    first = api.get(reverse("v1:cadre-list"), headers={"accept-encoding": "gzip"})

    again = api.get(reverse("v1:cadre-list"), headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})

    assert first["Content-Encoding"] == "gzip"
    assert first["ETag"].startswith("W/")
    assert again.status_code == 304


@pytest.mark.django_db
def test_the_pages_of_a_person_and_the_errors_go_out_compressed(staff, as_user):
    browser = as_user(staff)
    for address in ("/", reverse("cadres:cadre_list"), "/nothing/", reverse("schema")):
        assert browser.get(address, headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip", address


def test_the_proxy_does_not_compress_in_the_place_of_the_program():
    example = (settings.BASE_DIR / "deploy" / "nginx.conf.example").read_text()

    assert "gzip off;" in example
