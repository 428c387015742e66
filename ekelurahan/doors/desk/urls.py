"""Addresses of this door."""

from django.urls import path

from ekelurahan.doors.desk import (
    acts,
    attachments,
    board,
    exports,
    imports,
    intake,
    profile,
    queues,
    receipts,
    requests,
    residents,
)

NEW = "surat/baru/<uuid:resident_id>/<slug:service>/<slug:product>/"
REQUEST = "permohonan/<uuid:application_id>/"

urlpatterns = [
    path("", board.home, name="desk-home"),
    path("cari/", board.finder, name="desk-finder"),
    path("papan/", board.board, name="desk-board"),
    path("warga/<uuid:resident_id>/", residents.resident, name="desk-resident"),
    path("warga/<uuid:resident_id>/nomor/", residents.reveal, name="desk-reveal"),
    path(NEW, intake.new, name="desk-new"),
    path(NEW + "pratinjau/", intake.preview, name="desk-preview"),
    path(NEW + "konsep.pdf", intake.draft, name="desk-draft"),
    path(REQUEST, requests.request_page, name="desk-request"),
    path(REQUEST + "surat.pdf", requests.letter, name="desk-letter"),
    path(REQUEST + "tanda-terima/", receipts.receipt, name="desk-receipt"),
    path(REQUEST + "tanda-terima/kirim/", receipts.send, name="desk-send-receipt"),
    path(REQUEST + "ambil/", acts.take, name="desk-take"),
    path(REQUEST + "paraf/", acts.pass_on, name="desk-pass-on"),
    path(REQUEST + "pengembalian/", acts.send_back, name="desk-return"),
    path(REQUEST + "perbaikan/", acts.resubmit, name="desk-resubmit"),
    path(REQUEST + "pembatalan/", acts.cancel, name="desk-cancel"),
    path(REQUEST + "cetakan/", acts.print_letter, name="desk-print"),
    path(REQUEST + "penyerahan/", acts.hand_over, name="desk-hand-over"),
    path(REQUEST + "lampiran/", attachments.add, name="desk-attach"),
    path("lampiran/<uuid:attachment_id>/", attachments.show, name="desk-attachment"),
    path("lampiran/<uuid:attachment_id>/hapus/", attachments.remove, name="desk-remove-attachment"),
    path("antre/", queues.first, name="desk-queues"),
    path("antre/terlambat/", queues.late, name="desk-late"),
    path("antre/<slug:name>/", queues.queue, name="desk-queue"),
    path("penduduk/ekspor/", exports.choose, name="desk-export"),
    path("penduduk/impor/", imports.start, name="desk-import"),
    path("penduduk/impor/<uuid:job_id>/", imports.job, name="desk-import-job"),
    path("penduduk/impor/<uuid:job_id>/kolom/", imports.columns, name="desk-import-columns"),
    path("penduduk/impor/<uuid:job_id>/ditolak.<slug:kind>", imports.refused, name="desk-import-refused"),
    path("penduduk/impor/<uuid:job_id>/persetujuan/", imports.confirm, name="desk-import-confirm"),
    path("pengaturan/", profile.settings_page, name="desk-settings"),
    path("pengaturan/profil/", profile.save_profile, name="desk-save-profile"),
    path("pengaturan/<slug:service>/<slug:product>/", profile.save_product, name="desk-save-product"),
]
