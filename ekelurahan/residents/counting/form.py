"""The monthly report as the tables of form A-9. In Indonesian whoever reads, as the paper that is signed. No database."""

from collections.abc import Sequence

from ekelurahan.lib.registry_codes import MoveClass
from ekelurahan.lib.table import Cell, Column, Table
from ekelurahan.residents.counting.lampid import MOVES, NOBODY, Lampid, Line, summed
from ekelurahan.residents.counting.queries import AreaReport
from ekelurahan.residents.events.kinds import Kind

Row = Sequence[Cell]

TITLE = "Laporan Bulanan Penduduk (LAMPID)"
FORM = "Lampiran A-9"
ROWS = (
    "Penduduk/keluarga awal bulan ini", "Kelahiran/keluarga baru bulan ini", "Kematian bulan ini", "Pendatang bulan ini",
    "Pindah/keluarga pergi bulan ini", "Penduduk hilang bulan ini", "Penduduk/keluarga akhir bulan ini",
)  # fmt: skip
_DESTINATIONS = {
    MoveClass.KELURAHAN: "Pindah keluar desa/kelurahan", MoveClass.KECAMATAN: "Pindah keluar kecamatan",
    MoveClass.CITY: "Pindah keluar kabupaten/kota", MoveClass.PROVINCE: "Pindah keluar provinsi",
    MoveClass.ABROAD: "Pindah ke luar negeri", MoveClass.INSIDE: "Pindah dalam kelurahan",
}  # fmt: skip
_NUMBER, _NAME = Column(("No.",), 9, is_number=True), Column(("Perincian",), 70)


def _three(*heading: str, width: float = 15) -> tuple[Column, ...]:
    return tuple(Column((*heading, sex), width, is_number=True) for sex in ("L", "P", "L+P"))


REPORT = (
    _NUMBER, _NAME,
    *(Column(("Penduduk", nation, sex), 15, is_number=True) for nation in ("WNI", "WNA") for sex in ("L", "P")),
    *_three("Penduduk", "Jumlah"), *_three("Keluarga (KK)"),
)  # fmt: skip
BREAKDOWN = (_NUMBER, _NAME, *_three("Penduduk", width=25), *_three("Keluarga (KK)", width=25))
OFFICES = (
    _NUMBER, Column(("Wilayah",), 70),
    *(Column((name,), 22, is_number=True) for name in ("Awal", "Lahir", "Mati", "Datang", "Pindah", "Hilang", "Akhir")),
    Column(("KK akhir",), 22, is_number=True), Column(("Bulan ini",), 28),
)  # fmt: skip


def tables_of(lampid: Lampid) -> list[Table]:
    """The seven rows, and where people went."""
    rows: list[Row] = [
        (number, name, *_wide(line)) for number, (name, line) in enumerate(zip(ROWS, lampid.rows, strict=True), 1)
    ]
    moves = {code: lampid.moves.get(code, NOBODY) for code in MOVES} | {
        code: line for code, line in lampid.moves.items() if code not in MOVES and any(line)
    }
    broken: list[Row] = [
        (number, _DESTINATIONS[MoveClass(code)] if code else "Tanpa keterangan tujuan", *_short(line))
        for number, (code, line) in enumerate(moves.items(), 1)
    ]
    total: Row = ("", "Jumlah", *_short(summed(list(moves.values()))))
    return [
        Table("Perkembangan penduduk", REPORT, rows[:-1], totals=rows[-1], is_numbered=False),
        Table("Perincian pindah", BREAKDOWN, broken, totals=total, is_numbered=False),
    ]


def table_of_parts(parts: Sequence[tuple[str, Lampid, str]]) -> Table:
    """The people of each part of an area in short: its name, its report, whether it is closed."""
    rows: list[Row] = [
        (number, name, *(line.people for line in report.rows), report.closing.heads, state)
        for number, (name, report, state) in enumerate(parts, 1)
    ]
    return Table("Per wilayah", OFFICES, rows, is_numbered=False)


def notes_of(report: AreaReport) -> list[str]:
    """What a reader has to know about the figures."""
    lampid, notes = report.lampid, []
    if any(lampid.enrolled):
        notes.append(
            f"Baris 4 memuat {lampid.enrolled.people} orang ({lampid.enrolled.heads} KK) dari pendataan: sudah tinggal di"
            " sini, baru sekarang dicatat."
        )
    if any(lampid.gained) or any(lampid.lost):
        notes.append(
            f"Baris 4 memuat {lampid.gained.people} orang ({lampid.gained.heads} KK) dan baris 5 memuat"
            f" {lampid.lost.people} orang ({lampid.lost.heads} KK) dari perbaikan data."
        )
    if report.late:
        kinds = ", ".join(f"{count} {Kind(kind).label.lower()}" for kind, count in report.late.items())
        notes.append(f"Terjadi pada bulan sebelumnya dan dilaporkan bulan ini: {kinds}.")
    if lampid.closing.unknown:
        notes.append(f"Jumlah akhir memuat {lampid.closing.unknown} orang yang jenis kelaminnya belum dicatat.")
    if lampid.missing.people < 0:
        notes.append("Baris 6 bertanda minus: lebih banyak orang ditemukan daripada hilang.")
    if not report.is_closed:
        notes.append("Bulan ini belum ditutup di semua kelurahan: angka masih dapat berubah.")
    return notes


def _wide(line: Line) -> tuple[int, ...]:
    return (line.wni_l, line.wni_p, line.wna_l, line.wna_p, line.total_l, line.total_p, line.people, *_heads(line))


def _short(line: Line) -> tuple[int, ...]:
    return (line.total_l, line.total_p, line.people, *_heads(line))


def _heads(line: Line) -> tuple[int, ...]:
    return (line.kk_l, line.kk_p, line.heads)
