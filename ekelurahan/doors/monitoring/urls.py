"""Addresses of this door."""

from django.urls import path

from ekelurahan.doors.monitoring import deliveries, people, views

urlpatterns = [
    path("", views.own, name="monitoring-own"),
    path("kiriman/", deliveries.deliveries, name="monitoring-deliveries"),
    path("kiriman/<uuid:promise_id>/pengulangan/", deliveries.repetition, name="monitoring-repetition"),
    path("warga/", people.people, name="monitoring-people"),
    path("<str:code>/", views.area, name="monitoring-area"),
    path("<str:code>/angka.csv", views.table, name="monitoring-table"),
]
