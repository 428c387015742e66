"""Looking for people who stand in the registry twice, from the command line."""

import argparse
import time
from datetime import datetime
from datetime import time as clock

from django.utils import timezone

from ekelurahan.areas.scope import area_of_code
from ekelurahan.residents.doubles.actions.keeping import look_everywhere, look_through
from ekelurahan.residents.doubles.blocking import PASSES


def find_doubles(arguments: list[str]) -> int:
    """0: done, the pairs stand in the list of each office. 2: wrong words."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan find-doubles",
        description="Mencari penduduk yang mungkin tercatat dua kali. Setiap malam pekerja latar melakukannya sendiri.",
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--office", metavar="KODE", help="satu kelurahan, kecamatan atau kota, misalnya 16.71.14.1001")
    where.add_argument("--all", action="store_true", help="semua kelurahan, juga antarkelurahan")
    parser.add_argument(
        "--since",
        metavar="TANGGAL",
        type=datetime.fromisoformat,
        help="hanya yang berubah sejak tanggal itu (2026-11-01)",
    )
    options = parser.parse_args(arguments)
    since = options.since and timezone.make_aware(datetime.combine(options.since, clock.min))
    began = time.monotonic()
    count = look_everywhere(since, _show) if options.all else look_through(area_of_code(options.office), since, _show)
    print(f"\r\033[K{count} pasangan mungkin satu orang; {time.monotonic() - began:.0f} detik.")
    return 0


def _show(done: int) -> None:
    print(f"\rTahap {done} dari {len(PASSES)}", end="", flush=True)
