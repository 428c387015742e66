"""Addresses of this door."""

from django.urls import path

from ekelurahan.doors.reports import lampid, places, registers, statistics

urlpatterns = [
    path("", places.own, name="reports-own"),
    path("<str:code>/", places.home, name="reports-home"),
    path("<str:code>/lampid/", lampid.page, name="reports-lampid"),
    path("<str:code>/lampid/penutupan/", lampid.closing, name="reports-close"),
    path("<str:code>/lampid.<slug:kind>", lampid.file, name="reports-lampid-file"),
    path("<str:code>/statistik/", statistics.page, name="reports-statistics"),
    path("<str:code>/statistik.<slug:kind>", statistics.file, name="reports-statistics-file"),
    path("<str:code>/buku/<slug:slug>/", registers.page, name="reports-register"),
    path("<str:code>/buku/<slug:slug>/nomor-lengkap/", registers.in_full, name="reports-register-in-full"),
    path("<str:code>/buku/<slug:slug>.<slug:kind>", registers.file, name="reports-register-file"),
]
