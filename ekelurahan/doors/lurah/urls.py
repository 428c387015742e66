"""Addresses of this door."""

from django.urls import path

from ekelurahan.doors.lurah import deciding, inbox, reading

urlpatterns = [
    path("", inbox.waiting, name="lurah-inbox"),
    path("riwayat/", inbox.history, name="lurah-history"),
    path("arsip/", inbox.archive, name="lurah-archive"),
    path("surat/<str:code>/", inbox.by_mail, name="lurah-mail"),
    path("lampiran/<uuid:attachment_id>/", reading.attachment, name="lurah-attachment"),
    path("<uuid:application_id>/", reading.letter, name="lurah-letter"),
    path("<uuid:application_id>/keadaan/", reading.state, name="lurah-state"),
    path("<uuid:application_id>/konsep.pdf", reading.draft, name="lurah-draft"),
    path("<uuid:application_id>/surat.pdf", reading.issued, name="lurah-issued"),
    path("<uuid:application_id>/persetujuan/", deciding.approval, name="lurah-approval"),
    path("<uuid:application_id>/penolakan/", deciding.rejection, name="lurah-rejection"),
    path("<uuid:application_id>/pengembalian/", deciding.correction, name="lurah-correction"),
    path("<uuid:application_id>/pencabutan/", deciding.revocation, name="lurah-revocation"),
    path("<uuid:application_id>/keputusan/", deciding.decision, name="lurah-decision"),
]
