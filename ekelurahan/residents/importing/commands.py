"""`ekelurahan import-residents`: bring residents along from a file."""

import argparse
import time
from pathlib import Path

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, area_of
from ekelurahan.residents.importing.actions import Wishes, run
from ekelurahan.residents.importing.choosing import Mapping, mapping_from, offers_of
from ekelurahan.residents.importing.fields import LABELS
from ekelurahan.residents.importing.reading import UnusableFile, open_book
from ekelurahan.residents.importing.report import Report

BAR = 30  # signs


def import_residents(arguments: list[str]) -> int:
    """0: every row was (or in a dry run could be) written. 1: some rows, or all, were refused. 2: wrong words or file."""
    options = _parser().parse_args(arguments)
    kelurahan_id = kelurahan_of(options.office)
    if kelurahan_id is None or not options.file.is_file():
        print(f"Tidak ada: {options.office if kelurahan_id is None else options.file}")
        return 2
    try:
        if options.columns:
            return _show_columns(options.file)
        mapping = _mapping(options)
    except UnusableFile as error:
        print(error)
        return 2
    wishes = Wishes(options.dry_run, options.whole, mapping, options.refused, _show_progress)
    began = time.monotonic()
    report = run(options.file, kelurahan_id, by=None, wishes=wishes)
    _tell(report, time.monotonic() - began, options.refused)
    return 2 if report.problem else 0 if report.is_right else 1


def kelurahan_of(code: str) -> int | None:
    """The kelurahan of an official code; None for what is none."""
    try:
        area = area_of(code)
    except Area.DoesNotExist:
        return None
    return area.lo if area.level == KELURAHAN else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ekelurahan import-residents",
        description="Mengimpor penduduk dari berkas OpenSID, SIAK, BIP, atau tabel lain. Baris yang benar disimpan dalam satu "
        "transaksi; yang ditolak disebut alasannya.",
    )
    parser.add_argument("file", type=Path, metavar="BERKAS", help="berkas .xlsx, .xlsm, .xls, atau .csv")
    parser.add_argument("--office", required=True, metavar="KODE", help="kode kelurahan, misalnya 16.71.14.1001")
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, tidak menyimpan apa pun")
    parser.add_argument("--whole", action="store_true", help="semua baris atau tidak sama sekali")
    parser.add_argument("--columns", action="store_true", help="tunjukkan pemetaan kolom, lalu selesai")
    parser.add_argument("--sheet", default="", metavar="LEMBAR", help="lembar yang dibaca (bawaan: yang paling cocok)")
    parser.add_argument(
        "--map", action="append", default=[], metavar="JUDUL=KOLOM",
        help="ubah pemetaan satu kolom, misalnya “Nama Warga=nama”; boleh berulang; kosong: tidak diimpor",
    )  # fmt: skip
    parser.add_argument("--refused", type=Path, metavar="BERKAS", help="tulis baris yang ditolak ke berkas .xlsx ini")
    return parser


def _mapping(options: argparse.Namespace) -> Mapping | None:
    if not (options.sheet or options.map):
        return None
    with open_book(options.file) as book:
        return mapping_from(book, options.sheet, options.map)


def _show_columns(file: Path) -> int:
    with open_book(file) as book:
        for offer in offers_of(book):
            print(f"Lembar {offer.sheet} ({offer.kind})")
            for heading, name in zip(offer.headings, offer.fields, strict=True):
                print(f"  {heading or '-'}: {f'{LABELS[name]} ({name})' if name else 'tidak diimpor'}")
            if offer.missing:
                print(f"  Kolom yang belum ada: {', '.join(offer.missing)}")
    return 0


def _tell(report: Report, seconds: float, refused: Path | None) -> None:
    print("\r\033[K", end="")
    print("\n".join(report.lines()))
    if refused and report.refused:
        print(f"Baris yang ditolak: {refused}")
    if report.rows:
        print(f"{report.rows / max(seconds, 0.001):.0f} baris per detik.")


def _show_progress(done: int, total: int) -> None:
    share = min(done / total, 1) if total else 0
    print(f"\r[{'#' * int(share * BAR):{BAR}}] {done} baris", end="", flush=True)
