"""Two people at one record: every form that changes something saved shows the second of them both versions."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessment.models import Value
from cadres.models import User
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.forms import SeenForm
from tests.config.test_access_matrix import routes
from tests.support.assessment import CycleFactory, SystemFactory
from tests.support.cadres import CadreFactory, TownshipFactory, UserFactory
from tests.support.training import TrainingClassFactory

# Forms with a record that overwrite nothing of it: what they make is new, or the stage lets it happen once.
NOTHING_OVERWRITTEN = {
    "cadres:account_ask_reset": "adds a request; one of an account can be open at a time",
    "cadres:account_ask_factor": "adds a request; one of an account can be open at a time",
    "cadres:outbox_give_up": "closes a parked message; one that was settled meanwhile is refused",
    "cadres:profile_create": "adds a year; the year is unique",
    "cadres:pilot_declare": "adds a pilot; pilots do not overlap",
    "cadres:pilot_end": "a pilot ends once; the service refuses a second end",
    "cadres:example_sign": "adds an example; the same is signed once",
    "cadres:example_withdraw": "an example is withdrawn once",
    "cadres:setting_approve": "approves once; one that is gone or approved is refused",
    "cadres:word_template_approve": "approves once; one that is gone or approved is refused",
    "cadres:term_create": "adds a term; terms do not overlap",
    "cadres:roster_remove": "removes; only its owner can",
    "cadres:education_remove": "carries what was seen; refused when it has changed",
    "cadres:family_remove": "carries what was seen; refused when it has changed",
    "cadres:result_remove": "carries what was seen; refused when it has changed",
    "cadres:rank_end": "carries what was seen; refused when it has changed",
    "cadres:rank_remove": "carries what was seen; refused when it has changed",
    "cadres:sanction_annul": "proposes; another person decides while nothing has changed meanwhile",
    "cadres:correction_enter": "proposes; another person decides",
    "cadres:correction_tenure": "proposes; another person decides while nothing has changed meanwhile",
    "cadres:documents_put_in": "adds papers; the same one is refused",
    "cadres:document_edition": "adds an edition; the former is kept",
    "cadres:attachment_replace": "adds the next paper; refused when another came first",
    "cadres:photo_change": "replaces a picture as a whole; both digests are on record",
    "cadres:photo_remove": "removes; its digest is on record",
    "cadres:duplicate_detail": "proposes; another person decides on what is there then",
    "cadres:field_reveal": "only shows",
    "selection:election_open": "one open election a vacancy",
    "selection:assembly_convene": "one open assembly an election",
    "selection:assembly_nominate": "adds a candidate; a cadre stands once",
    "selection:candidate_withdraw": "possible once",
    "selection:nominee_register": "adds a nominee; a cadre stands once",
    "selection:nominee_withdraw": "possible once",
    "selection:nominee_waive": "one waiver a rule",
    "selection:complaint_receive": "adds an objection",
    "selection:complaint_settle": "possible once",
    "training:session_new": "adds a session",
    "training:session_cancel": "possible once",
    "training:class_call_up": "adds to the roll; a cadre stands once",
    "training:need_new": "adds a need",
    "assessment:system_copy": "makes a new version",
    "assessment:indicator_remove": "removes; gone is gone",
    "incentives:rate_approve": "possible once",
}


def test_every_form_over_a_record_notices_the_other_editor():
    silent = []
    for name, pattern in routes().items():
        view = getattr(pattern.callback, "view_class", None)
        if view is None or not issubclass(view, FormPage) or issubclass(view, MovePage) or view.model is None:
            continue
        if not issubclass(view.form_class, SeenForm) and name not in NOTHING_OVERWRITTEN:
            silent.append(name)

    assert not silent, "make the form a SeenForm and let its service compare, or say why nothing is overwritten"
    assert all(NOTHING_OVERWRITTEN.values())
    assert not set(NOTHING_OVERWRITTEN) - set(routes())


def sent(page, **typed):
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {**{name: value for name, value in values.items() if value not in (None, "")}, **typed}


def told(answer):
    assert answer.status_code == 409
    return [str(one) for one in answer.context["objections"] if one.code == "changed-meanwhile"]


@pytest.mark.django_db
def test_two_at_one_townships_values_lose_nothing(staff, as_user):
    rows = [{"code": code, "weight": weight} for code, weight in (("income", 40), ("water", 30), ("roads", 30))]
    system = SystemFactory(indicators=rows, in_force_now=True)
    income, water, third = (system.indicators.get(code=row["code"]) for row in rows)
    cycle, township = CycleFactory(system=system), TownshipFactory()
    url = reverse("assessment:value_enter", args=[cycle.pk, township.pk])
    one, two = as_user(staff), as_user(UserFactory())
    first, second = one.get(url), two.get(url)

    assert one.post(url, sent(first, **{f"number-{income.pk}": "100", f"number-{third.pk}": "7"})).status_code == 302
    answer = two.post(url, sent(second, **{f"number-{income.pk}": "120", f"number-{water.pk}": "5"}))

    (conflict,) = told(answer)
    assert "100" in conflict
    assert "120" in conflict
    form = answer.context["form"]
    assert form[f"number-{income.pk}"].value() == "120"
    assert form[f"number-{water.pk}"].value() == "5"
    assert form[f"number-{third.pk}"].value() == "7"  # untouched by the second: as it is now, and not reported
    assert two.post(url, sent(answer)).status_code == 302
    assert dict(Value.objects.values_list("indicator__code", "number")) == {"income": 120, "water": 5, "roads": 7}


@pytest.mark.django_db
def test_two_who_change_different_fields_of_a_class_both_get_their_way(staff, as_user):
    training_class = TrainingClassFactory(name="某班", place="甲地", capacity=30)
    url = reverse("training:class_change", args=[training_class.pk])
    one, two = as_user(staff), as_user(UserFactory())
    first, second = one.get(url), two.get(url)

    assert one.post(url, sent(first, place="乙地")).status_code == 302
    answer = two.post(url, sent(second, capacity=40))

    assert told(answer) == []
    assert two.post(url, sent(answer)).status_code == 302
    training_class.refresh_from_db()
    assert (training_class.place, training_class.capacity) == ("乙地", 40)


@pytest.mark.django_db
def test_two_who_correct_one_indicator_see_both_versions(staff, as_user):
    system = SystemFactory()
    url = reverse("assessment:indicator_change", args=[system.pk, "income"])
    one, two = as_user(staff), as_user(UserFactory())
    first, second = one.get(url), two.get(url)

    assert one.post(url, sent(first, weight="55")).status_code == 302
    (conflict,) = told(two.post(url, sent(second, weight="50")))

    assert "55" in conflict
    assert "50" in conflict
    assert system.indicators.get(code="income").weight == Decimal(55)


@pytest.mark.django_db
def test_two_security_administrators_do_not_undo_each_other(as_user):
    account, cadre = UserFactory(), CadreFactory()
    User.objects.filter(pk=account.pk).update(name=cadre.name)
    one, two = as_user(UserFactory(role="security")), as_user(UserFactory(role="security"))
    url = reverse("cadres:account_role", args=[account.pk])
    first, second = one.get(url), two.get(url)

    as_leader_at_home = sent(first, role="township", file_number=cadre.pk, reason="转任")
    assert one.post(url, as_leader_at_home).status_code == 302
    (conflict,) = told(two.post(url, sent(second, role="leader", reason="提任")))

    assert "township leader" in conflict.lower()
    account.refresh_from_db()
    assert account.role == "township"
