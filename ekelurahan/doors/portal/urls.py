"""What residents and the public reach."""

from django.urls import path

from ekelurahan.doors.portal import services, tracking, verification

urlpatterns = [
    path("", services.home, name="portal-home"),
    path("layanan/", services.services, name="portal-services"),
    path("layanan/<slug:slug>/", services.service, name="portal-service"),
    path("lacak/", tracking.form, name="portal-track"),
    path("p/<str:code>/", tracking.by_handle, name="portal-request"),
    path("v/", verification.form, name="portal-verify"),
    path("v/berkas/", verification.file, name="portal-verify-file"),
    path("v/<str:code>/", verification.letter, name="portal-letter"),
]
