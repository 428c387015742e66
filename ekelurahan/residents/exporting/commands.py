"""`ekelurahan export-residents`: hand the residents of an office out as a file."""

import argparse
from pathlib import Path

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.errors import Refused
from ekelurahan.residents.exporting.actions import Export, export
from ekelurahan.residents.exporting.layouts import LAYOUTS
from ekelurahan.residents.exporting.queries import ALL, ARCHIVE, PRESENT, Selection
from ekelurahan.residents.importing.commands import kelurahan_of
from ekelurahan.residents.tables import KINDS


def export_residents(arguments: list[str]) -> int:
    """0: the file is written. 1: it may not be. 2: wrong words."""
    options = _parser().parse_args(arguments)
    kelurahan_id = kelurahan_of(options.office)
    kind = options.file.suffix.removeprefix(".").lower()
    if kelurahan_id is None or kind not in KINDS:
        print(f"Tidak ada: {options.office}" if kelurahan_id is None else "Nama berkas harus berakhir .xlsx atau .csv.")
        return 2
    selection = Selection(options.rw, options.rt, options.status)
    wanted = Export(selection, options.columns, kind, options.whole, options.reason)
    try:
        with office_scope(kelurahan_id):
            rows = export(options.file, wanted, kelurahan_id=kelurahan_id, by=None)
    except Refused as refusal:
        print(refusal)
        return 1
    print(f"{rows} penduduk ditulis ke {options.file}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ekelurahan export-residents",
        description="Menulis penduduk satu kelurahan ke berkas Excel atau CSV, termasuk kolom kesehatan.",
    )
    parser.add_argument("file", type=Path, metavar="BERKAS", help="berkas .xlsx atau .csv")
    parser.add_argument("--office", required=True, metavar="KODE", help="kode kelurahan, misalnya 16.71.14.1001")
    parser.add_argument("--columns", choices=LAYOUTS, default="own", help="kolom sendiri (own) atau OpenSID (opensid)")
    parser.add_argument("--rw", default="", help="hanya RW ini, tiga angka")
    parser.add_argument("--rt", default="", help="hanya RT ini, tiga angka")
    parser.add_argument(
        "--status", choices=(PRESENT, ARCHIVE, ALL), default=PRESENT, help="bawaan: yang tinggal di sini"
    )
    parser.add_argument(
        "--whole", action="store_true", help="nomor lengkap (NIK, KK, paspor, dan lainnya); perlu --reason"
    )
    parser.add_argument("--reason", default="", metavar="ALASAN", help="mengapa nomor lengkap diperlukan; dicatat")
    return parser
