"""The five registers of a kelurahan (Permendagri 34/2007; columns as the sibling rule for desa, Permendagri 47/2016)."""

from django.utils.translation import gettext_noop

from ekelurahan.residents.registers.asked import Book
from ekelurahan.residents.registers.mutations import B2, mutations
from ekelurahan.residents.registers.people import B1, B4, B5, cards, residents, temporary
from ekelurahan.residents.registers.recap import B3, recapitulation

BOOKS = {
    book.slug: book
    for book in (
        Book("induk", "B1", gettext_noop("Buku Induk Penduduk"), B1, residents, is_by_neighbourhood=True),
        Book("mutasi", "B2", gettext_noop("Buku Mutasi Penduduk"), B2, mutations, is_monthly=True, page_size=50),
        Book(
            "rekapitulasi", "B3", gettext_noop("Buku Rekapitulasi Jumlah Penduduk"), B3, recapitulation,
            is_monthly=True, names_people=False, has_totals=True,
            notes=(
                gettext_noop(
                    "Datang dan pindah memuat perpindahan antar-RT dan perbaikan data; pindah memuat orang hilang."
                ),
            ),
        ),
        Book("sementara", "B4", gettext_noop("Buku Penduduk Sementara"), B4, temporary, page_size=50),
        Book(
            "ktp-kk", "B5", gettext_noop("Buku Kartu Tanda Penduduk dan Buku Kartu Keluarga"), B5, cards,
            is_by_neighbourhood=True,
        ),
    )
}  # fmt: skip
