"""Which door answers which address."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("ekelurahan.doors.entry.urls")),
    path("", include("ekelurahan.doors.portal.urls")),
    path("kerja/", include("ekelurahan.doors.desk.urls")),
    path("lurah/", include("ekelurahan.doors.lurah.urls")),
    path("penduduk/", include("ekelurahan.doors.registry.urls")),
    path("laporan/", include("ekelurahan.doors.reports.urls")),
    path("pantau/", include("ekelurahan.doors.monitoring.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("ekelurahan.doors.demo.urls"))]

handler400 = "ekelurahan.doors.failures.bad_request"
handler403 = "ekelurahan.doors.failures.forbidden"
handler404 = "ekelurahan.doors.failures.not_found"
handler500 = "ekelurahan.doors.failures.server_error"
