"""Addresses of this door."""

from django.urls import path

from ekelurahan.doors.registry import (
    doubles,
    events,
    families,
    listing,
    neighbourhoods,
    recording,
    residents,
    transfers,
)

RESIDENT, FAMILY = "warga/<uuid:resident_id>/", "kk/<uuid:card_id>/"
EVENT, TRANSFER = "peristiwa/<uuid:event_id>/", "perpindahan/<uuid:transfer_id>/"
PAIR = "ganda/<uuid:pair_id>/"

urlpatterns = [
    path("", listing.home, name="registry-home"),
    path(RESIDENT, residents.resident, name="registry-resident"),
    path(RESIDENT + "nomor/", residents.reveal, name="registry-reveal"),
    path(RESIDENT + "catat/<slug:what>/", recording.of_person, name="registry-person-event"),
    path(FAMILY, families.family, name="registry-family"),
    path(FAMILY + "catat/<slug:what>/", recording.of_family, name="registry-family-event"),
    path("catat/<slug:what>/", recording.of_nobody, name="registry-new-event"),
    path("peristiwa/", events.book, name="registry-journal"),
    path(EVENT, events.event, name="registry-event"),
    path(EVENT + "pembatalan/", events.take_back, name="registry-undo"),
    path(EVENT + "bukti/", events.prove, name="registry-prove"),
    path("bukti/<uuid:proof_id>/", events.proof, name="registry-proof"),
    path("perpindahan/", transfers.moves, name="registry-transfers"),
    path(TRANSFER, transfers.move, name="registry-transfer"),
    path(TRANSFER + "penolakan/", transfers.send_back, name="registry-refuse"),
    path(TRANSFER + "penarikan/", transfers.take_back, name="registry-withdraw"),
    path("ganda/", doubles.pairs, name="registry-doubles"),
    path(PAIR, doubles.pair, name="registry-doubles-pair"),
    path(PAIR + "penggabungan/", doubles.one_person, name="registry-doubles-merge"),
    path(PAIR + "perbedaan/", doubles.two_people, name="registry-doubles-apart"),
    path(PAIR + "permintaan/", doubles.asked, name="registry-doubles-ask"),
    path("rt-rw/", neighbourhoods.leaders, name="registry-neighbourhoods"),
    path("rt-rw/<uuid:term_id>/akhir/", neighbourhoods.end, name="registry-end-term"),
]
