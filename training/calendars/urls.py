from django.urls import path

from training.calendars import views

urlpatterns = [
    path("my/training/", views.MyTraining.as_view(), name="my_training"),
    path("my/training/calendar/renew/", views.CalendarRenew.as_view(), name="calendar_renew"),
    path("calendar/<slug:token>.ics", views.calendar_feed, name="calendar_feed"),
]
