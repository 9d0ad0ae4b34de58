from django.urls import path

from cadres.platform.calendar import views

urlpatterns = [
    path("working-days/", views.CalendarList.as_view(), name="calendar_list"),
    path("working-days/<int:year>/", views.CalendarYearDetail.as_view(), name="calendar_year"),
    path("working-days/<int:year>/print/", views.CalendarYearPrint.as_view(), name="calendar_print"),
    path("working-days/<int:year>/enter/", views.CalendarEnter.as_view(), name="calendar_enter"),
    path("working-days/<int:year>/import/", views.CalendarImport.as_view(), name="calendar_import"),
    path("working-days/<int:year>/draft/", views.CalendarDraft.as_view(), name="calendar_draft"),
    path("working-days/<int:year>/draft/approve/", views.CalendarApprove.as_view(), name="calendar_approve"),
    path("working-days/<int:year>/draft/discard/", views.CalendarDiscard.as_view(), name="calendar_discard"),
]
