"""Personal data shortened for lists, logs and public pages (UU 27/2022: no more than the purpose needs)."""


def masked_number(digits: str) -> str:
    """A NIK or KK number as lists show it: "167114********01". Shorter texts are starred whole."""
    if len(digits) <= 8:  # noqa: PLR2004  # six in front and two behind would show everything
        return "*" * len(digits)
    return digits[:6] + "*" * (len(digits) - 8) + digits[-2:]


def masked_name(name: str) -> str:
    """A name as public pages show it: "SITI AMINAH" is "S*** A*****"; a single letter is starred too."""
    return " ".join(word[0] + "*" * (len(word) - 1) if len(word) > 1 else "*" for word in name.split())
