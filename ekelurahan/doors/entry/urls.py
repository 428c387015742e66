"""Login and what every door shares."""

from django.urls import path

from ekelurahan.doors.entry import health, views

urlpatterns = [
    path("masuk/", views.login, name="entry-login"),
    path("keluar/", views.logout, name="entry-logout"),
    path("sesi/", views.sessions, name="entry-sessions"),
    path("sesi/<uuid:session_id>/pencabutan/", views.revoke, name="entry-revoke-session"),
    path("bahasa/", views.language, name="entry-language"),
    path("healthz", health.alive, name="entry-healthz"),
    path("readyz", health.ready, name="entry-readyz"),
]
