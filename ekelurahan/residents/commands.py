"""What residents add to the command line: importing, and files to try it with."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, area_of
from ekelurahan.residents import importing
from ekelurahan.residents.counting.commands import recount_registry
from ekelurahan.residents.demo.workbook import write_workbook

BAR = 30  # signs


def commands() -> dict[str, Callable[[list[str]], int]]:
    """The words after `ekelurahan`, and what they call."""
    return {"import-residents": import_residents, "demo-xlsx": demo_xlsx, "recount-registry": recount_registry}


def import_residents(arguments: list[str]) -> int:
    """0: everything was (or in a dry run could be) written. 1: nothing was, the report says why. 2: wrong words."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan import-residents",
        description="Mengimpor penduduk dari berkas Excel berformat OpenSID. Semua baris atau tidak sama sekali.",
    )
    parser.add_argument("file", type=Path, metavar="BERKAS", help="berkas .xlsx atau .xlsm")
    parser.add_argument("--office", required=True, metavar="KODE", help="kode kelurahan, misalnya 16.71.14.1001")
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, tidak menyimpan apa pun")
    options = parser.parse_args(arguments)
    kelurahan_id = _kelurahan_id(options.office)
    if kelurahan_id is None or not options.file.is_file():
        print(f"Tidak ada: {options.office if kelurahan_id is None else options.file}")
        return 2
    began = time.monotonic()
    report = importing.run(options.file, kelurahan_id, by=None, dry_run=options.dry_run, progress=_show_progress)
    print("\r\033[K", end="")
    print("\n".join(report.lines()))
    if report.rows:
        print(f"{report.rows / max(time.monotonic() - began, 0.001):.0f} baris per detik.")
    return 0 if report.is_right else 1


def demo_xlsx(arguments: list[str]) -> int:
    """0: the file is written. 2: wrong words."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan demo-xlsx", description="Menulis berkas contoh berformat OpenSID berisi penduduk rekaan."
    )
    parser.add_argument("file", type=Path, metavar="BERKAS")
    parser.add_argument("--rows", type=int, default=1000, metavar="N", help="banyaknya penduduk (bawaan: 1000)")
    parser.add_argument("--office", default="16.71.14.1001", metavar="KODE", help="kode kelurahan")
    options = parser.parse_args(arguments)
    kelurahan_id = _kelurahan_id(options.office)
    if kelurahan_id is None:
        print(f"Tidak ada: {options.office}")
        return 2
    write_workbook(options.file, options.rows, kelurahan_id=kelurahan_id)
    print(f"{options.rows} penduduk rekaan ditulis ke {options.file}.")
    return 0


def _kelurahan_id(code: str) -> int | None:
    try:
        area = area_of(code)
    except Area.DoesNotExist:
        return None
    return area.lo if area.level == KELURAHAN else None


def _show_progress(done: int, total: int) -> None:
    share = min(done / total, 1) if total else 0
    print(f"\r[{'#' * int(share * BAR):{BAR}}] {done} baris", end="", flush=True)
