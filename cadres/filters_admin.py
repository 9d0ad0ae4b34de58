"""Filters of the administrators' lists."""

from datetime import date, datetime, time, timedelta

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.choices import AccessKind, KinshipStage, Role
from cadres.models import User
from cadres.shared.forms import DateInput, YesNoInput


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class RecordedFilter(filters.FilterSet):
    """Rows by the time they were written, ``when``, and by the user who wrote them."""

    when = "at"

    since = filters.DateFilter(label=_("From day"), method="filter_since", widget=DateInput)
    until = filters.DateFilter(label=_("To day"), method="filter_until", widget=DateInput)
    user = filters.CharFilter(label=_("User name"), method="filter_user")

    def filter_since(self, rows: QuerySet, _name: str, day: date) -> QuerySet:
        return rows.filter(**{f"{self.when}__gte": midnight(day)})

    def filter_until(self, rows: QuerySet, _name: str, day: date) -> QuerySet:
        return rows.filter(**{f"{self.when}__lt": midnight(day + timedelta(days=1))})

    def filter_user(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(username=text.strip())


class StepFilter(RecordedFilter):
    subject = filters.CharFilter(label=_("Record"), lookup_expr="startswith")

    def filter_user(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(by__username=text.strip())


class LoginFilter(RecordedFilter):
    when = "attempt_time"


class HistoryFilter(RecordedFilter):
    when = "pgh_created_at"

    record = filters.CharFilter(label=_("Record number"), method="filter_record")

    def filter_user(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        user = User.objects.filter(username=text.strip()).first()
        return rows.filter(pgh_context__metadata__user=user.pk) if user else rows.none()

    def filter_record(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return (
            rows.filter(pgh_obj_id=int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else rows.none()
        )


class AccountFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Name or user name"), method="filter_q")
    role = filters.ChoiceFilter(label=_("Role"), choices=Role.choices)
    is_active = filters.BooleanFilter(widget=YesNoInput, label=_("Active"))

    def filter_q(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(Q(name__icontains=text) | Q(username__icontains=text))


class TermFilter(filters.FilterSet):
    """Terms of elected organizations."""

    organization = filters.NumberFilter(field_name="organization_id", label=_("Organization"))
    running_on = filters.DateFilter(field_name="period", lookup_expr="contains", label=_("Running on"))


class AccessFilter(StepFilter):
    kind = filters.ChoiceFilter(label=_("Kind"), choices=AccessKind.choices)


class KinshipFilter(filters.FilterSet):
    stage = filters.ChoiceFilter(label=_("Stage"), choices=KinshipStage.choices)
