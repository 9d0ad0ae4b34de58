"""People selected in the list of cadres, called up to a class."""

import pytest
from django.urls import reverse

from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, UserFactory
from tests.support.training import TrainingClassFactory
from training.classes.choices import ClassStage
from training.enrolments.models import Enrolment

pytestmark = pytest.mark.django_db
PAGE = "training:call_up_picked"


def test_from_the_list_to_the_roll(as_user, staff):
    client, (one, two) = as_user(staff), [CadreFactory(name=name) for name in ("测试甲", "测试乙")]
    for cadre in (one, two):
        TenureFactory(cadre=cadre)
    training_class, closed = TrainingClassFactory(stage=ClassStage.OPEN), TrainingClassFactory()
    picked = client.post(reverse("cadres:cadre_list"), {"bulk": "call_up", "pick": [one.pk, two.pk]}).url

    page = client.get(picked)
    assert "2 people are called up:" in page.content.decode()
    assert list(page.context["form"].fields["training_class"].queryset) == [training_class]
    answer = client.post(picked, {"training_class": training_class.pk}, follow=True)

    assert set(training_class.enrolments.values_list("cadre", flat=True)) == {one.pk, two.pk}
    text = answer.content.decode()
    assert "Called up: " in text
    assert "was not called up" not in text
    again = client.post(picked, {"training_class": training_class.pk}, follow=True).content.decode()
    assert "On the roll already:" in again
    assert client.post(picked, {"training_class": closed.pk}).status_code == 422


def test_nobody_chosen_or_nobody_in_reach(as_user, staff):
    cadre, training_class = CadreFactory(name="测试甲"), TrainingClassFactory(stage=ClassStage.OPEN)
    elsewhere = UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))

    page = as_user(elsewhere).get(f"{reverse(PAGE)}?chosen={cadre.pk}").content.decode()
    assert "测试甲" not in page
    assert "Choose people in the list of cadres first." in page
    answer = as_user(staff).post(reverse(PAGE), {"training_class": training_class.pk})
    assert answer.status_code == 422
    assert not Enrolment.objects.exists()
