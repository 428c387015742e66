"""The refused rows as a person fetches them."""

from ekelurahan.residents.importing.jobs.storage import Job, refused_rows, scratch_file
from ekelurahan.residents.importing.reading import open_book
from ekelurahan.residents.tables import write_csv


def refused_file(job: Job, kind: str) -> bytes | None:
    """The file of that kind ("xlsx", "csv"); None when it is not kept any more."""
    book = refused_rows(job)
    if book is None or kind != "csv":
        return book
    with scratch_file() as source, scratch_file() as target:
        source.write_bytes(book)
        with open_book(source) as opened:
            write_csv(target, (row for sheet in opened.sheets for _, row in opened.rows(sheet)))
        return target.read_bytes()
