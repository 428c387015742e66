"""Printing what was measured, as Markdown."""

from bench.client import Load
from bench.figures import Figures
from bench.importing import Imported
from bench.running import Line


def print_pages(small: list[Line], large: list[Line], *, sizes: tuple[dict[str, int], dict[str, int]]) -> None:
    """One line for each kind of request; milliseconds."""
    for name, counts in zip(("demo city", "large city"), sizes, strict=True):
        print(f"{name}: " + ", ".join(f"{count:,} {what}" for what, count in counts.items()))
    print()
    print("| | median | p95 | CPU program | CPU database | queries | demo city: median | p95 | queries |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for (name, before), (_, after) in zip(small, large, strict=True):
        print(f"| {name} | {_long(after)} | {_short(before)} |")


def print_imports(few: Imported, many: Imported) -> None:
    """Rows per second and memory."""
    print()
    for done in (few, many):
        print(f"import of {done.rows:,} rows: {done.rows_per_second:,.0f} rows/s, peak RSS {done.peak_mb:.0f} MB")


def print_load(result: Load, *, server_cpu: float) -> None:
    """Answers per second, and what one cost on either side."""
    each = 1000 / result.answers
    print(
        f"verify page through the server: {result.per_second:.0f}/s, {result.failures} failures, CPU per page "
        f"{server_cpu * each:.2f} ms, of the measuring client {result.client_cpu * each:.2f} ms"
    )


def print_memory(when: str, found: dict[str, float]) -> None:
    """Megabytes (PSS) of every process."""
    parts = ", ".join(f"{name} {size:.0f}" for name, size in sorted(found.items()))
    print(f"memory {when}: {sum(found.values()):.0f} MB ({parts})")


def _long(found: Figures | str) -> str:
    if isinstance(found, str):
        return f"{found} | | | |"
    return f"{found.median:.1f} | {found.p95:.1f} | {found.app_cpu:.1f} | {found.db_cpu:.1f} | {found.queries}"


def _short(found: Figures | str) -> str:
    return f"{found} | |" if isinstance(found, str) else f"{found.median:.1f} | {found.p95:.1f} | {found.queries}"
