"""Drafts: nothing typed is lost, and nobody but its writer sees it."""

from datetime import timedelta

import pytest
from django import forms
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cadres.models import Draft, Kinship
from cadres.platform.drafts import services as drafts
from cadres.platform.drafts.models import LONGEST_STORED
from cadres.platform.drafts.tasks import clear_drafts
from cadres.registry.protection.services import declare_kinship
from cadres.shared.crypto import key_name_of
from cadres.shared.pages.drafts import MARK, can_be_kept, mark_for, secret_names, typed_in
from tests.support.cadres import CadreFactory, CountyFactory, UserFactory

pytestmark = pytest.mark.django_db

TYPED = {"name": "王草稿", "resume": "2001.09—2005.07　某大学学习"}


@pytest.fixture
def address():
    return reverse("cadres:cadre_change", args=[CadreFactory(name="王一", name_key="wang yi").pk])


def hidden(page, **typed):
    """What a browser would send of the page, with what is typed into it."""
    form, draft = page.context["form"], page.context["draft"]
    kept = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in kept.items() if value not in (None, "")}
    return {**kept, "draft_mark": draft["mark"], "once": page.context["once"], **typed}


def test_what_is_typed_is_kept_told_and_shown_again(staff, as_user, address):
    client = as_user(staff)
    page = client.get(address)
    assert page.context["draft"]["found"] is None

    kept = client.post(address, {**hidden(page, **TYPED), "draft": "keep"}, headers={"hx-request": "true"})
    assert kept.status_code == 200
    assert "Saved as draft" in kept.content.decode()
    assert "王草稿" not in Draft.objects.get().subject

    again = client.get(address)
    assert "You have an unsaved draft" in again.content.decode()
    assert again.context["form"]["name"].value() == "王一"

    opened = client.get(address, {"draft": "open"})
    assert "It is not saved yet" in opened.content.decode()
    assert opened.context["form"]["name"].value() == "王草稿"
    assert opened.context["form"]["resume"].value() == TYPED["resume"]
    assert not opened.context["form"].errors
    assert not opened.context["objections"]

    assert client.post(address, hidden(opened)).status_code == 302
    assert not Draft.objects.exists()
    assert "draft" not in client.get(address).context["draft"]["address"]


def test_a_draft_can_be_thrown_away_without_scripts(staff, as_user, address):
    client = as_user(staff)
    client.post(address, {**hidden(client.get(address), **TYPED), "draft": "keep"})

    thrown = client.post(address, {"draft": "discard"})

    assert (thrown.status_code, thrown["Location"]) == (302, address)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("gone", ["deleted", "cookie lost"])
def test_a_post_that_meets_an_ended_session_loses_nothing(staff, as_user, address, gone):
    client = as_user(staff)
    data = hidden(client.get(address), **TYPED)
    if gone == "deleted":
        Session.objects.all().delete()
    else:
        del client.cookies[settings.SESSION_COOKIE_NAME]

    door = client.post(address, data)
    assert door.status_code == 302
    assert door["Location"].startswith(reverse("account_login"))
    told = client.get(door["Location"])
    assert "What you typed is kept" in told.content.decode()

    back = client.post(
        door["Location"].partition("?")[0],
        {"login": staff.username, "password": "pass-word-1", "next": told.context["redirect_field_value"]},
    )
    assert back.status_code == 302
    opened = client.get(back["Location"])
    assert opened.context["form"]["name"].value() == "王草稿"
    assert not Draft.objects.get().subject
    assert opened.context["record"].name == "王一"  # shown again, never carried out


def test_another_account_never_sees_it(staff, as_user, address):
    client = as_user(staff)
    client.post(address, {**hidden(client.get(address), **TYPED), "draft": "keep"})
    colleague = as_user(UserFactory())

    page = colleague.get(address, {"draft": "open"})

    assert page.context["draft"]["found"] is None
    assert "王草稿" not in page.content.decode()
    colleague.post(address, {"draft": "discard"})
    assert Draft.objects.count() == 1
    assert not Draft.objects.visible_to(UserFactory()).exists()


def test_without_the_mark_of_the_page_a_stranger_leaves_nothing(staff, as_user, address):
    mark = as_user(staff).get(address).context["draft"]["mark"]
    stranger = Client()

    for data in ({}, {"draft_mark": "x"}, {"draft_mark": mark[:-2] + "xx"}, {"draft_mark": signing.dumps([staff.pk])}):
        assert stranger.post(address, {**TYPED, **data}).status_code == 302
    assert stranger.post(reverse("cadres:cadre_create"), {**TYPED, "draft_mark": mark}).status_code == 302
    assert not Draft.objects.exists()

    staff.is_active = False
    staff.save()
    stranger.post(address, {**TYPED, "draft_mark": mark})
    assert not Draft.objects.exists()


def test_an_old_mark_opens_nothing_any_more(staff, address, time_machine_free_mark):
    stranger = Client()

    stranger.post(address, {**TYPED, "draft_mark": time_machine_free_mark(staff.pk, address)})

    assert not Draft.objects.exists()


@pytest.fixture
def time_machine_free_mark(monkeypatch):
    """A mark signed eight days ago."""

    def make(account_id, address):
        from cadres.shared.pages import drafts as kernel  # noqa: PLC0415 -- patched here

        key = kernel.hashlib.sha256(address.encode()).hexdigest()[:32]
        now = signing.time.time
        monkeypatch.setattr(signing.time, "time", lambda: now() - 8 * 24 * 3600)
        mark = mark_for(account_id, key, [])
        monkeypatch.undo()
        return mark

    return make


def test_a_page_from_before_a_new_log_in_loses_nothing_either(staff, address):
    def browser(user):
        client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
        client.force_login(user, backend="config.auth.RoleBackend")
        return client

    client = browser(staff)
    data = hidden(client.get(address), **TYPED)  # without the token of the log-in that is over

    answer = client.post(address, data)
    assert answer["Location"] == f"{address}?draft=open"
    assert client.get(answer["Location"]).context["form"]["name"].value() == "王草稿"
    assert "Saved as draft" in client.post(address, {**data, "draft": "keep"}).content.decode()

    Draft.objects.all().delete()
    assert browser(UserFactory()).post(address, data).status_code == 403
    assert Draft.objects.get().user == staff
    assert client.post(address, {**TYPED, "csrfmiddlewaretoken": "x"}).status_code == 403


def test_the_answer_to_htmx_says_that_one_is_signed_out_and_that_the_text_is_kept(staff, as_user, address):
    client = as_user(staff)
    data = {**hidden(client.get(address), **TYPED), "draft": "keep"}
    Session.objects.all().delete()

    answer = client.post(address, data, headers={"hx-request": "true"})

    assert answer.status_code == 200
    assert "What you typed is kept." in answer.content.decode()
    assert reverse("account_login") in answer.content.decode()
    assert Draft.objects.get().user == staff


def test_a_fragment_comes_back_to_its_page_after_logging_in():
    client = Client()
    for path, page, back in (
        ("/jobs/1/progress/", "http://testserver/jobs/1/", "/jobs/1/"),
        ("/cadres/?sex=2", "http://testserver/cadres/", "/cadres/%3Fsex%3D2"),
    ):
        answer = client.get(path, headers={"hx-request": "true", "hx-current-url": page})
        assert answer["HX-Redirect"] == f"/accounts/login/?next={back}"
    elsewhere = {"hx-request": "true", "hx-current-url": "https://example.org/x/"}
    assert "example.org" not in client.get("/jobs/1/progress/", headers=elsewhere)["HX-Redirect"]


def test_a_draft_over_what_somebody_saved_meanwhile_shows_both_versions(staff, as_user, address):
    client, colleague = as_user(staff), as_user(UserFactory())
    page = client.get(address)
    client.post(address, {**hidden(page, **TYPED), "draft": "keep"})
    other = colleague.get(address)
    assert colleague.post(address, hidden(other, name="王二", native_place="某地")).status_code == 302

    opened = client.get(address, {"draft": "open"})

    told = [str(one) for one in opened.context["objections"]]
    assert [line for line in told if "王二" in line and "王草稿" in line]
    assert not [line for line in told if "某地" in line]  # only the other touched it: taken over, not reported
    assert opened.context["form"]["native_place"].value() == "某地"
    assert opened.context["form"]["name"].value() == "王草稿"
    assert client.post(address, hidden(opened)).status_code == 302


def test_drafts_are_unreadable_in_the_database_and_hold_no_secret(staff):
    class Form(forms.Form):
        name = forms.CharField()
        password = forms.CharField(widget=forms.PasswordInput)
        code = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))
        file = forms.FileField()

    class OnlyFile(forms.Form):
        file = forms.FileField()

    assert secret_names(Form()) == ["password", "code", "file"]
    assert can_be_kept(Form())
    assert not can_be_kept(OnlyFile())
    sent = QueryDict("name=张某&password=p&code=1&csrfmiddlewaretoken=t&once=o&draft=keep&draft_mark=m")
    kept = typed_in(sent, secret_names(Form()))
    assert kept.dict() == {"name": "张某"}

    drafts.put(staff.pk, "f" * 32, data=kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM cadres_draft")
        stored = cursor.fetchone()[0]
    assert key_name_of(stored)
    assert Draft.objects.get().payload == kept.urlencode()


def test_what_was_sent_already_is_no_draft(staff, as_user, address):
    client = as_user(staff)
    data = hidden(client.get(address), **TYPED)
    assert client.post(address, data).status_code == 302

    assert client.post(address, {**data, "draft": "keep"}).status_code == 204
    assert not Draft.objects.exists()


def test_number_length_and_age_are_limited(staff):
    for number in range(drafts.MOST + 2):
        assert drafts.put(staff.pk, f"{number:032d}", data=QueryDict("a=1"))
    assert Draft.objects.count() == drafts.MOST
    assert not Draft.objects.filter(form=f"{0:032d}").exists()
    long = QueryDict(mutable=True)
    long["a"] = "x" * drafts.LONGEST
    assert not drafts.put(staff.pk, "f" * 32, data=long)

    Draft.objects.filter(form=f"{5:032d}").update(updated_at=timezone.now() - drafts.KEPT_FOR - timedelta(minutes=1))
    assert clear_drafts() == 1
    assert Draft.objects.count() == drafts.MOST - 1
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        Draft.objects.create(user=staff, form="e" * 32, payload="x" * LONGEST_STORED, updated_at=timezone.now())


def test_a_form_without_draft_costs_no_query_for_it(staff, as_user, address, django_assert_num_queries):
    client = as_user(staff)
    with django_assert_num_queries(6):  # session, account, file, its reading, what is verified, state of the site
        client.get(address)
    client.post(address, {**hidden(client.get(address), **TYPED), "draft": "keep"})
    with django_assert_num_queries(7):
        client.get(address)


@pytest.mark.parametrize("name", ["cadres:account_open", "training:class_new", "selection:vacancy_open"])
def test_new_records_and_other_apps_have_drafts_too(name, as_user):
    CountyFactory()
    user = UserFactory(role="system") if "account" in name else UserFactory()
    page = as_user(user).get(reverse(name))

    assert page.context["draft"]["mark"]
    assert MARK.encode() in page.content


def test_a_field_shown_in_clear_has_no_draft(staff, as_user):
    cadre = CadreFactory(phone="13800000000")
    page = as_user(staff).get(reverse("cadres:field_reveal", args=["cadre.phone", cadre.pk]))

    assert b"draft_mark" not in page.content


def test_a_step_that_came_too_late_keeps_its_reason(staff, leader, as_user):
    kinship = declare_kinship(CadreFactory(), relation="妻子", by=staff)
    url = reverse("cadres:kinship_move", args=[kinship.pk, "confirm"])
    Kinship.objects.update(stage="confirmed", confirmed_by=leader)

    answer = as_user(leader).post(url, {"seen_stage": "proposed", "reason": "已核对户籍"})

    assert answer.status_code == 302
    assert QueryDict(Draft.objects.get().payload)["reason"] == "已核对户籍"
