"""The head of a table."""

from ekelurahan.lib.table import Column, Heading, head_of


def test_neighbours_share_their_outer_headings_and_short_ones_reach_down() -> None:
    columns = [
        Column(("No.",)),
        Column(("Lahir", "WNI", "L")),
        Column(("Lahir", "WNI", "P")),
        Column(("Lahir", "Lain")),
        Column(("Ket.",)),
    ]
    assert head_of(columns) == [
        [Heading("No.", 1, 3), Heading("Lahir", 3, 1), Heading("Ket.", 1, 3)],
        [Heading("WNI", 2, 1), Heading("Lain", 1, 2)],
        [Heading("L", 1, 1), Heading("P", 1, 1)],
    ]


def test_a_simple_head_is_one_row() -> None:
    assert head_of([Column(("Nama",)), Column(("Jumlah",), is_number=True)]) == [
        [Heading("Nama", 1, 1), Heading("Jumlah", 1, 1, is_number=True)]
    ]
