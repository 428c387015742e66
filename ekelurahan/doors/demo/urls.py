"""Only in the demo: what would have gone out by mail."""

from django.urls import path

from ekelurahan.doors.demo import views

urlpatterns = [
    path("surel/", views.mailbox, name="demo-mailbox"),
    path("surel/<slug:name>/", views.message, name="demo-message"),
]
