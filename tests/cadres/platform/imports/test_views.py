"""The pages from the upload to the taking in, and who sees them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cadres.models import Cadre, Job
from tests.support.cadres import COUNTY, UserFactory
from tests.support.imports import HEADER, ONE, preview
from tests.support.workbooks import rows_of, workbook

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_lead_from_upload_to_taking_in(staff, as_user):
    browser = as_user(staff)
    assert "/imports/cadres/template/" in browser.get("/imports/").text
    given = browser.get("/imports/cadres/template/")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert rows_of(b"".join(given))[0][0] == "Name"
    given.close()
    bad = browser.post("/imports/cadres/", {"file": SimpleUploadedFile("x.xlsx", b"no"), "key": "auto"})
    assert (bad.status_code, "no Excel workbook" in bad.text) == (422, True)
    file = workbook(HEADER, [("李四", "男", "198203", ONE), ("王五", "男", "1975.12", "12")])

    answer = browser.post("/imports/cadres/", {"file": file, "key": "auto", "county": COUNTY}, follow=True)
    job = Job.objects.get()
    assert f"/imports/previews/{job.pk}/" in answer.text
    page = browser.get(f"/imports/previews/{job.pk}/?rows=refused")
    assert "18 signs" in page.text
    assert browser.post(f"/imports/previews/{job.pk}/apply/", {"whole": "yes"}).status_code == 422
    browser.post(f"/imports/previews/{job.pk}/apply/", {"whole": "no"})
    assert Cadre.objects.get().name == "李四"
    assert "has been taken in" in browser.get(f"/imports/previews/{job.pk}/").text
    wish = browser.get("/imports/cadres/export/")
    assert "identity numbers" in wish.text
    asking = browser.post("/imports/cadres/export/", {"secrets": "on"}, follow=True)
    assert "With identity numbers and telephones" in asking.text
    written = browser.post("/imports/organizations/export/", {}, follow=True)
    assert written.status_code == 200
    assert "xlsx" in written.text


def test_others_see_nothing_of_an_import(staff, as_user):
    found = preview(workbook(HEADER, [("李四", "男", "198203", ONE)]), staff)
    other = as_user(UserFactory())

    assert other.get(f"/imports/previews/{found.pk}/").status_code == 404
    assert other.post(f"/imports/previews/{found.pk}/apply/").status_code == 404


def test_the_base_is_offered_first(staff, as_user):
    offered = as_user(staff).get("/imports/").context["resources"]

    assert [resource.key for resource in offered][:2] == ["cadres", "tenures"]
    assert offered[-1].key == "values"
