"""One spelling for words of names that people write differently: MOCH., MOHAMMAD and M. are one word, and so are
SOEKARNO and SUKARNO, TJANDRA and CANDRA, RIZKY and RISKI.

The common spelling is only ever compared, never shown. What it takes together, and what not: docs/adr/0018.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ekelurahan.lib.names import fold

MUHAMMAD, SPELLINGS_OF_MUHAMMAD = "MUHAMAD", ("MUHAMMAD", "MOHAMMAD", "MOCHAMAD", "MOCHAMMAD", "MUCHAMMAD")
SHORT_FORMS = {
    **dict.fromkeys(("M", "MD", "MHD", "MOH", "MOHD", "MOCH", "MOCHD", "MUH", "MUHD", "MUHAM", "MUCH"), MUHAMMAD),
    **dict.fromkeys(("ABD", "ABDUR", "ABDUS", "ABDUN", "ABDUT"), "ABDUL"),
    "KMS": "KEMAS", "KGS": "KIAGUS", "MGS": "MASAGUS", "MSY": "MASAYU", "NYM": "NYIMAS", "RD": "RADEN", "TB": "TUBAGUS",
}  # fmt: skip
KNOWN_FROM = 3  # letters of Muhammad, in any spelling, that mean it

_HALF_SIGNS = (("SH", "S"), ("SY", "S"), ("K", "H"), ("C", "H"))  # before a vowel, before an H
_VOWEL = "[AEIOU]"
_OLD_SIGNS = re.compile("OE|DJ|TJ|SJ|^NJ")  # where one of these stands, J alone was said as Y: WIDJAJA, JOESOEF
_OLD_J = re.compile("(?<![DTSN])J")
_AT_THE_START = (
    (r"^NJ", "NY"),  # NJIMAS, NJAJU: the spelling before 1972
    (r"^CHR", "KR"),  # CHRISTINA
    (r"^CH(?=A[IELDSTMFB]|ANI|O[ILTDF]|U[SZMDR]|E[RL]U)", "H"),  # CHAIRUL, CHOLID, CHUSNUL
    (r"^CH", "C"),  # CHANDRA, CHARLES
)
_ANYWHERE = (
    (r"OE", "U"), (r"DJ", "J"), (r"TJ", "C"), (r"SJ", "SY"),  # the spellings before 1947 and 1972
    (rf"S[YH](?={_VOWEL})", "S"),  # SYAMSUDDIN, SHOLEH
    (r"KH", "H"), (r"(?<!^)CH", "H"),  # AKHMAD, ACHMAD
    (r"CK", "K"), (r"DZ", "Z"), (r"TS", "S"), (r"([DTG])H", r"\1"), (r"PH", "P"),  # RAMADHAN, UTSMAN, FATHIR
    (r"[FV]", "P"), (r"Z", "S"), (r"Q", "K"), (r"X", "KS"),
    (r"IE|EE", "I"), (r"AE", "AI"), (r"IY(?=[AEOU])", "I"), (r"UW(?=[AEI])", "U"),  # SUPRIYADI, SUWARNO
    (r"(?<=[BCDGHJKLMPRTW])Y|(?<=[NS])Y(?=[BCDGHJKLMNPRST])", "I"),  # SETYAWAN, SYLVYA
    (r"(?<!^)(.)\1+|^(.)\2+(?!$)", r"\1\2"),  # not of a word that is one letter only
)  # fmt: skip
_AT_THE_END = (
    (r"Y$", "I"),
    (rf"(?<=..{_VOWEL})H$", ""),  # FATIMAH
    (r"^M[OU]H[AE]M[AE][DT]$", MUHAMMAD),
)


def common_spelling(word: str) -> str:
    """The one spelling of a whole word in capitals. Never empty for a word that is not, and its own common spelling."""
    return _common(word)


@lru_cache(maxsize=1 << 16)  # a city has about as many different words; a batch meets each thousands of times
def _common(word: str) -> str:
    while True:
        spelled = _changed(_begun(SHORT_FORMS.get(word, word)), _END)
        if spelled == word:
            return word
        word = spelled


def beginnings_of(word: str) -> tuple[str, ...]:
    """How the common spelling of a word may begin that begins with this, or that this is short for."""
    typed = _begun(word)
    found = [common_spelling(word), typed]
    if word.startswith("CH"):  # what follows tells which CH it is
        found += [_inside("C" + word[2:]), _inside("H" + word[2:])]
    if len(typed) >= KNOWN_FROM:  # what is half of a sign yet
        found += [typed.removesuffix(sign) + instead for sign, instead in _HALF_SIGNS if typed.endswith(sign)]
    if len(typed) >= KNOWN_FROM and any(known.startswith(typed) for known in ("MOHAM", "MUHEM", "MOHEM")):
        found.append(MUHAMMAD)
    return _shortest(found)


def insides_of(part: str) -> tuple[str, str]:
    """What to look for inside a common spelling, and at its end, when only this part of a name is known."""
    inside = _inside(_modern(part))
    return inside, _OF_A_PART.sub("", inside.removesuffix("Y") + "I" if inside.endswith("Y") else inside)


def words_of_name(name: str) -> tuple[str, ...]:
    """The different common spellings of a name's words, in their order: what a person is found by."""
    return tuple(dict.fromkeys(map(common_spelling, fold(name).split())))


def as_written(name: str) -> Iterator[tuple[str, str]]:
    """The words of a name in capitals as somebody wrote them, each with its folded form: ("MOH.", "MOH")."""
    for token in name.upper().split():
        yield from _written(token)


@lru_cache(maxsize=1 << 14)
def _written(token: str) -> tuple[tuple[str, str], ...]:
    parts = fold(token).split()
    return ((token.strip(","), parts[0]),) if len(parts) == 1 else tuple(zip(parts, parts, strict=True))


_OF_A_PART = re.compile(rf"(?<={_VOWEL})H$")
_Rules = tuple[tuple[re.Pattern[str], str], ...]
_START: _Rules = tuple((re.compile(pattern), instead) for pattern, instead in _AT_THE_START)
_MIDDLE: _Rules = tuple((re.compile(pattern), instead) for pattern, instead in _ANYWHERE)
_END: _Rules = tuple((re.compile(pattern), instead) for pattern, instead in _AT_THE_END)


def _changed(word: str, rules: _Rules) -> str:
    for pattern, instead in rules:
        word = pattern.sub(instead, word)
    return word


def _modern(word: str) -> str:
    return _OLD_J.sub("Y", word) if _OLD_SIGNS.search(word) else word


def _begun(word: str) -> str:
    return _inside(_changed(_modern(word), _START))


def _inside(word: str) -> str:
    """The rules that hold anywhere in a word, until none changes anything: every one shortens it or takes a letter away."""
    while True:
        changed = _changed(word, _MIDDLE)
        if changed == word:
            return word
        word = changed


def _shortest(beginnings: list[str]) -> tuple[str, ...]:
    """Without those that another one covers already."""
    found: list[str] = []
    for text in sorted(set(beginnings), key=len):
        if not text.startswith(tuple(found)):
            found.append(text)
    return tuple(found)
