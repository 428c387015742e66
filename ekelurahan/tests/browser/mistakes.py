"""Pages that come only after something went wrong, or in the middle of something. Each function leads a visitor there."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import xlsxwriter

from ekelurahan.tests.browser import counter, registry
from ekelurahan.tests.browser.house import PLAJU_ULU
from ekelurahan.tests.browser.places import PUBLIC
from ekelurahan.tests.browser.visitors import Visitor
from ekelurahan.tests.browser.world import World

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Scene = Callable[[Visitor, World, Path], None]


def _send(visitor: Visitor, button: str) -> None:
    """Send a form, whatever the browser itself would still ask for."""
    visitor.page.evaluate("for (const form of document.forms) form.noValidate = true")
    with visitor.page.expect_navigation():
        visitor.page.locator("main").get_by_role("button", name=button, exact=True).first.click()


def wrong_password(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/masuk/")
    visitor.page.locator("#username").fill("operator")
    visitor.page.locator("#password").fill("bukan-ini")
    _send(visitor, "Masuk")


def wrong_pin(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open("/lacak/")
    visitor.page.locator("#number").fill(world.receipt.number)
    visitor.page.locator("#pin").fill("000000")
    _send(visitor, "Lacak")


def nowhere(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/tidak-ada/")


def no_file_to_verify(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/v/")
    _send(visitor, "Periksa berkas")


def _verify(visitor: Visitor, content: bytes) -> None:
    visitor.open("/v/")
    visitor.page.locator("#berkas").set_input_files(
        {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    _send(visitor, "Periksa berkas")


def _issued(world: World) -> bytes:
    ((pdf,),) = world.house.rows(
        "SELECT f.pdf FROM letters_letterfile f JOIN letters_letter l ON l.id = f.letter_id WHERE l.application_id = %s",
        world.receipt.application,
    )
    return bytes(pdf)


def our_own_file(visitor: Visitor, world: World, _folder: Path) -> None:
    _verify(visitor, _issued(world))
    visitor.shows("Berkas utuh")


def a_changed_file(visitor: Visitor, world: World, _folder: Path) -> None:
    pdf = bytearray(_issued(world))
    pdf[pdf.index(b"stream") + 40] ^= 1
    _verify(visitor, bytes(pdf))
    visitor.shows("DIUBAH")


def a_foreign_file(visitor: Visitor, _world: World, _folder: Path) -> None:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)
    _verify(visitor, buffer.getvalue())
    visitor.shows("BUKAN DARI SISTEM INI")


def no_pdf(visitor: Visitor, _world: World, _folder: Path) -> None:
    _verify(visitor, b"Surat Keterangan")
    visitor.shows("BUKAN PDF")


def found(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/kerja/")
    visitor.press("a")
    visitor.page.locator("#temuan li").first.wait_for()


def nobody_found(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/kerja/")
    visitor.press(*"xqxq")
    visitor.shows("Tidak ada yang cocok")


def nothing_answered(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/kerja/surat/baru/{world.resident}/domisili/pernyataan/")
    _send(visitor, "Ajukan")


def the_same_again(visitor: Visitor, world: World, _folder: Path) -> None:
    known = world.house.somebody()
    counter.submit(visitor, known)
    counter.find(visitor, known)
    counter.choose_letter(visitor)
    visitor.press("1", "F2", "Control+Enter")
    visitor.shows("Mungkin permohonan ganda")


def numbers_revealed(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/kerja/warga/{world.resident}/")
    visitor.page.get_by_text("Tampilkan NIK dan nomor KK lengkap").click()
    visitor.page.locator("#reason").fill("Mencocokkan dengan KTP.")
    _send(visitor, "Tampilkan")
    visitor.shows("Nomor lengkap ditampilkan sekali ini saja")


def no_reason_to_reveal(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/kerja/warga/{world.resident}/")
    visitor.page.get_by_text("Tampilkan NIK dan nomor KK lengkap").click()
    _send(visitor, "Tampilkan")


def handed_to_nobody(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/kerja/permohonan/{world.requests('issued')[0]}/")
    visitor.page.locator("#recipient").fill("")
    _send(visitor, "Serahkan")


def mended_badly(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/kerja/permohonan/{world.requests('returned')[0]}/")
    visitor.page.locator("#since").fill("kemarin dulu")
    _send(visitor, "Ajukan lagi")


def not_for_you(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/lurah/")


def _import(visitor: Visitor, file: Path) -> None:
    visitor.open("/kerja/penduduk/impor/")
    visitor.page.locator("#berkas").set_input_files({"name": file.name, "mimeType": XLSX, "buffer": file.read_bytes()})
    _send(visitor, "Uji berkas")


def not_a_workbook(visitor: Visitor, _world: World, folder: Path) -> None:
    file = folder / "penduduk.xlsx"
    file.write_text("nama;nik\nSiti;123\n")
    _import(visitor, file)
    visitor.page.locator(".errors, .banner.negative").first.wait_for()


def columns_mapped_badly(visitor: Visitor, world: World, folder: Path) -> None:
    not_a_workbook(visitor, world, folder)
    visitor.page.get_by_role("link", name="Pemetaan kolom").click()
    for place in (0, 1):
        visitor.page.locator(f"[name=k{place}]").select_option("name")
    _send(visitor, "Uji dengan pemetaan ini")
    visitor.page.locator(".errors").wait_for()


def import_tried(visitor: Visitor, _world: World, folder: Path) -> None:
    from ekelurahan.residents.demo.workbook import write_workbook  # Django is set up by now

    write_workbook(folder / "baik.xlsx", 30, kelurahan_id=PLAJU_ULU)
    _import(visitor, folder / "baik.xlsx")
    visitor.page.get_by_role("button", name="Impor sekarang").wait_for(timeout=30_000)


def import_with_mistakes(visitor: Visitor, _world: World, folder: Path) -> None:
    with xlsxwriter.Workbook(str(folder / "salah.xlsx")) as book:
        sheet = book.add_worksheet("Data Penduduk")
        sheet.write_row(0, 0, ["nik", "nama", "tanggallahir", "sex", "no_kk"])
        sheet.write_row(1, 0, ["123", "", "31-02-1990", "9", "abc"])
    _import(visitor, folder / "salah.xlsx")
    visitor.page.locator(".banner.negative").wait_for(timeout=30_000)


def returned_without_a_reason(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/kerja/permohonan/{world.requests('submitted')[0]}/")
    visitor.page.get_by_text("Kembalikan untuk diperbaiki").click()
    _send(visitor, "Kembalikan")


def settings_refused(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/kerja/pengaturan/")
    visitor.page.locator("#opens-1").fill("besok")
    visitor.page.locator("#unit_code").fill("")
    _send(visitor, "Simpan")


def nothing_told_of_a_birth(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"{world.family.path}catat/kelahiran/")
    _send(visitor, "Simpan kelahiran")
    visitor.page.locator("#birth_date-error").wait_for()


def place_looked_for(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"{world.family.path}catat/pindah/")
    visitor.page.locator("#code-cari").fill("Sukajadi, Bandung")
    _send(visitor, "Cari")
    visitor.page.get_by_role("radio").first.wait_for()


def place_not_found(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"{world.family.path}catat/pindah/")
    visitor.page.locator("#code-cari").fill("Xqxqx")
    _send(visitor, "Cari")
    visitor.shows("Tidak ada kelurahan atau desa bernama")


def one_more_person(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/penduduk/catat/kedatangan/")
    _send(visitor, "Tambah orang")
    visitor.shows("Orang ke-2")


def a_child_leads_a_family(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"{world.family.path}catat/ganti-kepala/")
    visitor.page.get_by_label("MELATI KUSUMA").first.check()
    _send(visitor, "Simpan")
    visitor.shows("Sudah saya periksa")


def undone_without_a_reason(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"{world.event}pembatalan/")
    _send(visitor, "Batalkan peristiwa")
    visitor.page.locator("#reason-error").wait_for()


def withdrawn_without_a_reason(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(registry.waiting(world.house, "out"))
    _send(visitor, "Tarik kembali")
    visitor.page.locator("#reason-error").wait_for()


def nobody_leads_the_rt(visitor: Visitor, _world: World, _folder: Path) -> None:
    visitor.open("/penduduk/rt-rw/")
    _send(visitor, "Simpan")
    visitor.page.locator("#rw-error").wait_for()


def _nothing_said(form: str, button: str) -> Scene:
    def scene(visitor: Visitor, world: World, _folder: Path) -> None:
        visitor.open(world.bound[form])
        _send(visitor, button)

    return scene


def revoked_without_a_reason(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/lurah/{world.requests('issued')[0]}/pencabutan/")
    _send(visitor, "Cabut surat")


def decided_already(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/lurah/{world.requests('issued')[0]}/persetujuan/?versi=1&isi={'0' * 64}")
    visitor.shows("Tidak ada yang diubah")


def changed_meanwhile(visitor: Visitor, world: World, _folder: Path) -> None:
    visitor.open(f"/lurah/{world.requests('awaiting_lurah')[0]}/persetujuan/?versi=1&isi={'0' * 64}")
    visitor.shows("Berubah setelah Anda membaca: lihat lagi")


SCENES: Mapping[str, tuple[Scene, ...]] = {
    PUBLIC: (
        wrong_password, wrong_pin, nowhere, no_file_to_verify, our_own_file, a_changed_file, a_foreign_file, no_pdf,
    ),
    "operator": (
        found, nobody_found, nothing_answered, the_same_again, numbers_revealed, no_reason_to_reveal, handed_to_nobody,
        mended_badly, not_for_you, not_a_workbook, columns_mapped_badly, import_tried, import_with_mistakes, nothing_told_of_a_birth,
        place_looked_for, place_not_found, one_more_person, a_child_leads_a_family, undone_without_a_reason,
        withdrawn_without_a_reason, nobody_leads_the_rt,
    ),
    "kasi": (returned_without_a_reason,),
    "sekretaris": (settings_refused,),
    "lurah": (
        _nothing_said("lurah-rejection", "Tolak"), _nothing_said("lurah-correction", "Kembalikan"),
        revoked_without_a_reason, decided_already, changed_meanwhile,
    ),
}  # fmt: skip
