"""`ekelurahan reindex-names`: write down again by which words people are found."""

import argparse
import time

from ekelurahan.areas.models import Area
from ekelurahan.areas.queries import KELURAHAN, area_of
from ekelurahan.areas.scope import all_offices, office_scope
from ekelurahan.offices.models import Office
from ekelurahan.residents.searching.actions import count_name_words, reindex_office


def reindex_names(arguments: list[str]) -> int:
    """0: the words are written and counted. 2: there is no such office."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan reindex-names",
        description="Menulis ulang kata-kata nama yang dipakai pencarian, setelah aturan ejaannya berubah.",
    )
    parser.add_argument("--office", metavar="KODE", help="hanya satu kelurahan, misalnya 16.71.14.1001")
    options = parser.parse_args(arguments)
    offices, people, began = _offices(options.office), 0, time.monotonic()
    if offices is None:
        print(f"Tidak ada: {options.office}")
        return 2
    for kelurahan_id in offices:
        with office_scope(kelurahan_id):
            people += reindex_office(kelurahan_id)
    count_name_words()
    print(
        f"Kata nama {people} penduduk di {len(offices)} kelurahan ditulis ulang, {time.monotonic() - began:.1f} detik."
    )
    return 0


def _offices(code: str | None) -> list[int] | None:
    if code is None:
        with all_offices():
            return list(Office.objects.order_by("kelurahan_id").values_list("kelurahan_id", flat=True))
    try:
        area = area_of(code)
    except Area.DoesNotExist:
        return None
    return [area.lo] if area.level == KELURAHAN else None
