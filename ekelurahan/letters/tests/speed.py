"""How many letters a second: `python -m ekelurahan.letters.tests.speed`. `make bench` calls `measure`."""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ekelurahan.letters.inspection import inspect
from ekelurahan.letters.keys import SealKey, ca_certificate, ensure_ca, ensure_office_key
from ekelurahan.letters.seal import seal
from ekelurahan.letters.sheet import Sheet
from ekelurahan.letters.tests.papers import VERIFICATION_URL, certificate
from ekelurahan.letters.typesetting import typeset


@dataclass(frozen=True)
class Speed:
    """One row of the table."""

    what: str
    threads: int
    per_second: float
    cpu_ms: float  # of one item


def measure(count: int = 200) -> list[Speed]:
    """Typeset, seal and inspect `count` different letters, in one thread and in two."""
    folder = Path(tempfile.mkdtemp())
    ensure_ca(folder, b"x", "Pemerintah Kota Palembang")
    key = ensure_office_key(folder, b"x", 1671141001, "Kelurahan Plaju Ulu")
    ca = ca_certificate(folder)
    sheets = [_sheet(number) for number in range(count)]
    pdfs = [typeset(sheet) for sheet in sheets]
    sealed = [seal(pdf, key, at=datetime.now(UTC)) for pdf in pdfs]
    now = datetime.now(UTC)
    jobs: list[tuple[str, list[Callable[[], object]]]] = [
        ("typeset", [partial(typeset, sheet) for sheet in sheets]),
        ("seal", [partial(seal, pdf, key, at=now) for pdf in pdfs]),
        ("typeset and seal", [partial(_both, sheet, key, now) for sheet in sheets]),
        ("inspect", [partial(inspect, pdf, ca) for pdf in sealed]),
    ]
    return [_timed(what, calls, threads) for what, calls in jobs for threads in (1, 2)]


def _both(sheet: Sheet, key: SealKey, at: datetime) -> bytes:
    return seal(typeset(sheet), key, at=at)


def _timed(what: str, calls: list[Callable[[], object]], threads: int) -> Speed:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda call: call(), calls[: 4 * threads]))  # warm compilers
        wall, cpu = time.perf_counter(), time.process_time()
        list(pool.map(lambda call: call(), calls))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Speed(what, threads, len(calls) / wall, cpu / len(calls) * 1000)


def _sheet(number: int) -> Sheet:
    url = f"{VERIFICATION_URL[:-5]}{number:04}/"
    return replace(certificate(), number=f"400.12.2.1/{number:03}/PLU/XI/2026", verification_url=url)


if __name__ == "__main__":
    for row in measure():
        print(
            f"{row.what:18} {row.threads} thread(s) {row.per_second:7.0f}/s {row.cpu_ms:6.1f} ms CPU each"
        )  # the table
