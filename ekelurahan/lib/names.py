"""Names as search sees them: capitals without accents or punctuation, cut into words."""

import re
import unicodedata

_APOSTROPHES = re.compile("['`\u2018\u2019\u02bc]")
_NOT_NAME = re.compile(r"[^A-Z0-9]+")


def fold(name: str) -> str:
    """One spelling for names that differ only in case, accents, apostrophes or points: "Nur'aini, S.Pd" is "NURAINI S PD"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return _NOT_NAME.sub(" ", _APOSTROPHES.sub("", plain).upper()).strip()


def search_words(name: str) -> tuple[str, ...]:
    """The different words of a name in their order, folded."""
    return tuple(dict.fromkeys(fold(name).split()))


def after_prefix(prefix: str) -> str:
    """The first text (in code point order) that comes after everything which starts with `prefix`.

    So that a prefix is a range, which row security lets an index answer, where LIKE would read every row.
    """
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
