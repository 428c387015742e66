"""Roman numerals, as months and generations are written in letters."""

_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """11 is "XI". Raises ValueError outside 1..3999."""
    if not 1 <= number <= 3999:  # noqa: PLR2004  # the last number that these signs can write
        msg = f"no roman numeral for {number}"
        raise ValueError(msg)
    written = ""
    for value, sign in _SIGNS:
        count, number = divmod(number, value)
        written += sign * count
    return written
