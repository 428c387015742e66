"""What residents add to the command line: importing, and files to try it with."""

import argparse
from collections.abc import Callable
from pathlib import Path

from ekelurahan.residents.counting.commands import recount_registry
from ekelurahan.residents.demo.workbook import write_workbook
from ekelurahan.residents.doubles.commands import find_doubles
from ekelurahan.residents.exporting.commands import export_residents
from ekelurahan.residents.importing.commands import import_residents, kelurahan_of
from ekelurahan.residents.replaying.commands import replay_registry
from ekelurahan.residents.searching.commands import reindex_names


def commands() -> dict[str, Callable[[list[str]], int]]:
    """The words after `ekelurahan`, and what they call."""
    return {
        "import-residents": import_residents,
        "export-residents": export_residents,
        "demo-xlsx": demo_xlsx,
        "recount-registry": recount_registry,
        "find-doubles": find_doubles,
        "replay-registry": replay_registry,
        "reindex-names": reindex_names,
    }


def demo_xlsx(arguments: list[str]) -> int:
    """0: the file is written. 2: wrong words."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan demo-xlsx", description="Menulis berkas contoh berformat OpenSID berisi penduduk rekaan."
    )
    parser.add_argument("file", type=Path, metavar="BERKAS")
    parser.add_argument("--rows", type=int, default=1000, metavar="N", help="banyaknya penduduk (bawaan: 1000)")
    parser.add_argument("--office", default="16.71.14.1001", metavar="KODE", help="kode kelurahan")
    options = parser.parse_args(arguments)
    kelurahan_id = kelurahan_of(options.office)
    if kelurahan_id is None:
        print(f"Tidak ada: {options.office}")
        return 2
    write_workbook(options.file, options.rows, kelurahan_id=kelurahan_id)
    print(f"{options.rows} penduduk rekaan ditulis ke {options.file}.")
    return 0
