"""Excel files for the tests of importing."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from ekelurahan.residents.importing.columns import COLUMNS

HEADERS = [column.header for column in COLUMNS]

Cells = dict[str, object]

HEAD: Cells = {
    "alamat": "Jl. Kapten Abdullah No. 12", "dusun": "DUSUN I", "rw": "'002", "rt": "'001", "nama": "Ahmad Dahlan",
    "no_kk": "9971140101200001", "nik": "9971140101880001", "sex": "1", "tempatlahir": "PALEMBANG",
    "tanggallahir": "1988-01-01", "agama_id": "1", "pendidikan_kk_id": "5", "pekerjaan_id": "15", "status_kawin": "2",
    "kk_level": "1", "warganegara_id": "1", "nama_ayah": "DAHLAN", "nama_ibu": "AMINAH", "golongan_darah_id": "13",
}  # fmt: skip
WIFE: Cells = HEAD | {
    "nama": "Siti Nur'aini", "nik": "9971145505900001", "sex": "Perempuan", "tanggallahir": "15/05/1990",
    "agama_id": "islam", "pekerjaan_id": "Mengurus rumah tangga", "status_kawin": "K", "kk_level": "Istri", "rt": "1",
    "rw": 2,
}  # fmt: skip


def write_book(
    path: Path,
    people: Sequence[Cells],
    *,
    headers: Sequence[str] = tuple(HEADERS),
    sheet: str = "Data Penduduk",
    after: Sequence[Sequence[object]] = (),
) -> Path:
    """One sheet with the people below the headers, then the rows `after`."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    page.write_row(0, 0, headers)
    rows = [[person.get(header) for header in headers] for person in people] + [list(row) for row in after]
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            page.write(number, place, value) if not isinstance(value, str) else page.write_string(number, place, value)
    book.close()
    return path
