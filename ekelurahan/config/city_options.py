"""What `ekelurahan demo-city` is asked for. Read before anything is started."""

import argparse
from dataclasses import dataclass

MOST = 5_000_000  # residents, and letters


@dataclass(frozen=True)
class Options:
    """How large the city is, and which."""

    residents: int
    seed: int
    letters: int
    processes: int


def read_options(arguments: list[str]) -> Options:
    """Ends the program with the usage where a word is wrong."""
    parser = argparse.ArgumentParser(
        prog="ekelurahan demo-city",
        description="Mengisi 107 kelurahan Palembang dengan penduduk rekaan, sepuluh tahun peristiwa, dan surat.",
    )
    parser.add_argument(
        "--residents", type=_count, default=20_000, metavar="N", help="banyaknya penduduk (bawaan: 20000)"
    )
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="benih yang sama membuat penduduk yang sama")
    parser.add_argument("--letters", type=_count, default=0, metavar="N", help="banyaknya surat selesai, tanpa PDF-nya")
    parser.add_argument("--processes", type=_count, default=2, metavar="N", help="proses sekaligus (bawaan: 2)")
    return Options(**vars(parser.parse_args(arguments)))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > MOST:
        raise argparse.ArgumentTypeError(f"{text} bukan bilangan antara 0 dan {MOST}")
    return int(text)
