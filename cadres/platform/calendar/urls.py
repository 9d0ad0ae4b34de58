"""Addresses of working days; included by ``cadres.urls``."""

from django.urls import path

from cadres.platform.calendar import views

urlpatterns = [
    path("", views.CalendarList.as_view(), name="calendar_list"),
    path("<int:year>/", views.CalendarYearDetail.as_view(), name="calendar_year"),
    path("<int:year>/print/", views.CalendarYearPrint.as_view(), name="calendar_print"),
    path("<int:year>/enter/", views.CalendarEnter.as_view(), name="calendar_enter"),
    path("<int:year>/import/", views.CalendarImport.as_view(), name="calendar_import"),
    path("<int:year>/draft/", views.CalendarDraft.as_view(), name="calendar_draft"),
    path("<int:year>/draft/approve/", views.CalendarApprove.as_view(), name="calendar_approve"),
    path("<int:year>/draft/discard/", views.CalendarDiscard.as_view(), name="calendar_discard"),
]
