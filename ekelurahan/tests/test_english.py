"""Nothing Indonesian is left on an English page; nothing English gets into letters, mails and records."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications import actions
from ekelurahan.applications.access import inbox_handle, tracking_handle
from ekelurahan.applications.models import Application, Event
from ekelurahan.catalogue.workflow import VERIFIED
from ekelurahan.doors.language import COOKIE
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import Letter
from ekelurahan.notices.models import Notice
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.residents.tests.books import HEAD, WIFE, write_book
from ekelurahan.tests import cases
from ekelurahan.tests.people import Town

INDONESIAN = re.compile(
    r"\b(yang|dan|tidak|untuk|dengan|atau|sudah|belum|akan|ini|itu|pada|dari|oleh|surat|permohonan|berkas|warga|kata|"
    r"anda|adalah|di|ke|ada|sampai|harus|hanya|bila|menunggu|setelah|nama|alamat|nomor|kembali|lainnya|petugas|kawin|"
    r"sah|dicabut|perempuan|rumah|jam|menit|hari|bulan|cari|pilih|isi|tulis|ketik)\b",
    re.IGNORECASE,
)
NOT_OURS = (  # what people wrote, and names
         "Melamar pekerjaan", "Tulis keperluannya lebih jelas.", "Bukan warga sini.", "Alamat ternyata salah.",
         "Pemohon membatalkan.", "Pemerintah Kota Palembang", "Jalan Kapten Abdullah Nomor 1",
         "Surat Keterangan Domisili", "Surat Pernyataan Domisili")  # fmt: skip
SPOKEN = {"aria-label", "title", "alt", "placeholder", "data-label", "content"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style"}


class Reader(HTMLParser):
    """Collects what an English reader reads or hears; what is marked as Indonesian is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.heard: list[str] = []

    @property
    def listening(self) -> bool:
        return not self.open or self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        listening = {"en": True, "id": False}.get(told.get("lang") or "", self.listening) and tag not in SILENT
        if listening:
            self.heard += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in VOID:
            self.open.append((tag, listening))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.listening and data.strip():
            self.heard.append(data.strip())


def left_over(html: str) -> list[str]:
    """The texts of a page that hold an Indonesian word."""
    reader = Reader()
    reader.feed(html)
    texts = []
    for text in reader.heard:
        for words in NOT_OURS:
            text = text.replace(words, "")  # noqa: PLW2901  # nobody's to translate
        if INDONESIAN.search(text):
            texts.append(text)
    return texts


def english(actor: Actor | None = None) -> Client:
    """Somebody who reads English, logged in or not."""
    client = client_of(actor) if actor else Client()
    client.cookies[COOKIE] = "en"
    return client


def assert_english(client: Client, *paths: str) -> None:
    """Every page is marked as English and says nothing else."""
    for path in paths:
        page = client.get(path, follow=True)
        assert page.status_code in {200, 404}, path
        assert '<html lang="en">' in page.text, path
        assert page["Content-Language"] == "en"
        assert left_over(page.text) == [], path


def test_the_reader_hears_indonesian_and_passes_over_what_is_marked() -> None:
    html = '<html lang="en"><p>Yang <b>good</b></p><article lang="id" title="Surat">Surat ini<br>itu</article><p>Fine'
    assert left_over(html) == ["Yang"]
    assert left_over('<input placeholder="Cari nama"><script>surat</script>') == ["Cari nama"]


def test_public_pages(at_work: Town) -> None:
    pages = ("/", "/layanan/", "/layanan/?q=xyz", "/layanan/domisili/", "/lacak/", "/v/", "/masuk/", "/tidak-ada/")
    assert_english(english(), *pages)
    client = english()
    assert left_over(client.post("/lacak/", {"number": "X", "pin": "1"}).text) == []
    assert left_over(client.post("/v/berkas/").text) == []
    assert left_over(client.post("/masuk/", {"username": at_work.lurah.username, "password": "x"}).text) == []


MAKERS = (
    cases.submitted, cases.checked, cases.returned, cases.approved, cases.rejected, cases.issued, cases.handed_over,
    cases.cancelled, cases.revoked,
)  # fmt: skip


@pytest.mark.parametrize("made", MAKERS)
def test_a_request_in_every_state_to_everybody(made: object, at_work: Town) -> None:
    application: Application = made(at_work)  # type: ignore[operator]
    desk, lurah = f"/kerja/permohonan/{application.id}/", f"/lurah/{application.id}/"
    for actor in (at_work.operator, at_work.kasi, at_work.sekretaris):
        assert_english(english(actor), desk)
    assert_english(english(at_work.operator), "/kerja/", f"{desk}tanda-terima/")
    assert_english(english(at_work.lurah), "/lurah/", lurah, f"{lurah}keputusan/", "/lurah/riwayat/", "/lurah/arsip/")
    assert_english(english(), f"/p/{tracking_handle(application.id)}/")
    for letter in Letter.objects.all():
        assert_english(english(), f"/v/{verification_handle(letter.id)}/")


@pytest.mark.parametrize("act", ["persetujuan", "penolakan", "pengembalian"])
def test_the_forms_of_a_decision_and_their_refusals(act: str, at_work: Town) -> None:
    application = cases.awaiting(at_work)
    client, seen = english(at_work.lurah), cases.seen(application)
    address = f"/lurah/{application.id}/{act}/?versi={seen.version}&isi={seen.content_sha256}"
    assert_english(client, address)
    if act != "persetujuan":  # which needs no more words than these
        assert left_over(client.post(address, {"versi": seen.version, "isi": seen.content_sha256}).text) == []
    actions.cancel(application.id, reason="x", by=at_work.operator)
    refused = client.post(address, {"versi": seen.version, "isi": seen.content_sha256, "reason": "x"})
    assert refused.status_code == 409
    assert left_over(refused.text) == []


def test_the_counter(at_work: Town) -> None:
    client, resident = english(at_work.operator), f"/kerja/warga/{at_work.siti}/"
    assert_english(client, resident, "/kerja/penduduk/impor/", "/sesi/", "/kerja/antre/terlambat/")
    for queue in ("baru", "di-lurah", "perbaikan", "siap-cetak", "selesai"):
        assert_english(client, f"/kerja/antre/{queue}/")
    assert left_over(client.post("/kerja/", {"q": "zzzz"}).text) == []
    assert left_over(client.post(f"{resident}nomor/", {"reason": ""}).text) == []
    assert_english(english(at_work.sekretaris), "/kerja/pengaturan/")


def test_a_new_request_and_what_is_wrong_with_it(at_work: Town) -> None:
    client = english(at_work.operator)
    for product in ("keterangan", "pernyataan"):
        path = f"/kerja/surat/baru/{at_work.siti}/domisili/{product}/"
        assert_english(client, path)
        sent = {"draft_key": "0192f000-0000-7000-8000-000000000001", "since": "31-02-2020", "witness1_nik": "123"}
        page = client.post(path, sent)
        assert page.status_code == 422
        assert "Fill in «Purpose»." in page.text
        assert left_over(page.text) == []


def test_the_report_of_an_import_speaks_the_language_of_who_began_it(at_work: Town, tmp_path: Path) -> None:
    client, wrong = english(at_work.operator), WIFE | {"nik": "123", "tanggallahir": "32-13-1990", "agama_id": "99"}
    for people in ((HEAD,), (wrong,)):
        content = write_book(tmp_path / "book.xlsx", people).read_bytes()
        sent = client.post("/kerja/penduduk/impor/", {"berkas": SimpleUploadedFile("book.xlsx", content)})
        keep_all(Lane.IMPORTS)
        assert_english(client, sent["Location"])
    assert "Copy it again from the KK or KTP." in client.get(sent["Location"]).text


def test_settings_that_are_wrong(at_work: Town) -> None:
    client = english(at_work.sekretaris)
    profile = client.post("/kerja/pengaturan/profil/", {"postcode": "x", "opens-0": "25.00", "paper": "A3"})
    product = client.post("/kerja/pengaturan/domisili/keterangan/", {"number_pattern": "{year}", "chain": "x"})
    assert left_over(profile.text) == left_over(product.text) == []


def test_an_act_that_is_not_allowed(at_work: Town) -> None:
    application = cases.issued(at_work)
    path = f"/kerja/permohonan/{application.id}/"
    refused = english(at_work.operator).post(f"{path}pembatalan/", {"reason": "x"})
    assert "«Cancel» cannot be done: the status of this request is Issued." in refused.text
    assert left_over(refused.text) == []


def test_monitoring(at_work: Town) -> None:
    cases.handed_over(at_work)
    assert_english(english(at_work.camat), "/pantau/", "/pantau/16.71.14.1001/")
    assert_english(english(at_work.city), "/pantau/", "/pantau/16.71.14/", "/pantau/kiriman/")


def test_letters_mails_and_records_are_indonesian_whoever_acts(at_work: Town) -> None:
    with translation.override("id"):
        application = cases.submitted(at_work, contact_email="siti@example.test")
        words = _written(application, at_work)
    with translation.override("en"):
        other = cases.submitted(at_work, contact_email="siti@example.test")
        assert _written(other, at_work) == words


def _written(application: Application, town: Town) -> list[str]:
    """Everything that is kept of one request on its way to the resident, less what differs between any two."""
    actions.approve(application.id, confirmation=cases.seen(application), by=town.lurah)
    actions.issue_letter(kelurahan_id=application.kelurahan_id, application_id=str(application.id))
    actions.send_receipt(cases.again(application), by=town.operator)
    keep_all(Lane.MAIL)
    letter = Letter.objects.get(application_id=application.id)
    events = Event.objects.filter(application=application).order_by("at")
    told = Notice.objects.filter(about=application.id).order_by("created_at")
    texts = [
        str(letter.content),
        *(f"{event.act} {event.note} {event.name}" for event in events),
        *(f"{notice.subject} {notice.body}" for notice in told),
        *(f"{message.subject} {message.body}" for message in mail.outbox[-3:]),
    ]
    own = {application.number, letter.number, tracking_handle(application.id), inbox_handle(application.id)}
    return [re.sub(r"\b\d{6}\b", "", re.sub("|".join(map(re.escape, own)), "", text)) for text in texts]


def test_a_chain_with_every_station(at_work: Town) -> None:
    cases.awaiting(at_work, VERIFIED)
    for actor in (at_work.kasi, at_work.sekretaris):
        assert_english(english(actor), "/kerja/")
