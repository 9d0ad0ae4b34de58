import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.accounts.models import User
from cadres.platform.log.filters import RecordedFilter
from cadres.shared.numbers import key_of


class StepFilter(RecordedFilter):
    subject = filters.CharFilter(label=_("Kind of record"), lookup_expr="startswith")

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
        key = key_of(text)
        return rows.none() if key is None else rows.filter(pgh_obj_id=key)


class AccessFilter(StepFilter):
    kind = filters.ChoiceFilter(label=_("Kind"), choices=AccessKind.choices)
