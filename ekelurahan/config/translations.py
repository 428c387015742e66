"""The English beside the Indonesian: collect what is said, update the catalogue, compile it. No gettext programs needed.

python -m ekelurahan.config.translations update    # after texts changed: new ones appear in django.po, empty
python -m ekelurahan.config.translations compile   # after django.po was edited: writes django.mo (both are committed)
python -m ekelurahan.config.translations check     # says what is missing or wrong; 1 when something is
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ekelurahan.catalogue.registry import all_services
from ekelurahan.catalogue.service import Product
from ekelurahan.catalogue.workflow import CHAINS, Act, Role, Status
from ekelurahan.lib import codes, registry_codes
from ekelurahan.lib.coded import Coded
from ekelurahan.residents.events.kinds import Kind

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}
PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop", "lazy", "noop", "Sentence")
CODE_LISTS: tuple[type[Coded], ...] = tuple(  # on pages
    found
    for module in (codes, registry_codes)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, Coded) and found is not Coded
)
KEYWORDS = dict.fromkeys(PLAIN, None) | dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2))
WIDTH = 120
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[^}]*\}|</?\w+>")
Translation = str | list[str] | tuple[str, ...] | dict[int, str] | None
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # history tells when, not the header


def collected() -> Catalog:
    """Every text that a page may show: what the code and the templates name, and what the catalogue holds as data."""
    catalog = _empty()
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True)
    for _file, _line, message, _comments, _context in found:
        catalog.add(message)
    for text in catalogue_texts():
        catalog.add(text)
    return catalog


def catalogue_texts() -> Iterator[str]:
    """Labels of roles, statuses, acts and codes, and what services say of themselves.

    The words of letters stay Indonesian; so do the purposes that are suggested, because they are words of letters.
    """
    for words in (Role, Status, Act, Kind):
        yield from (word.label for word in words)
    for code_list in CODE_LISTS:
        yield from (code.words for code in code_list)
    yield from (chain.label for chain in CHAINS.values())
    for service in all_services().values():
        yield from (service.title, service.summary, *astuple(service.standard))
        for product in service.products:
            yield from _texts_of(product)


def english() -> Catalog:
    """The catalogue as it is stored; empty when there is none yet."""
    if not PO.is_file():
        return _empty()
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def update() -> None:
    """Bring django.po up to what is said now; translations of unchanged texts stay, nothing is guessed."""
    catalog, said = english(), collected()
    said.creation_date = catalog.creation_date  # an unchanged file stays unchanged
    catalog.update(said, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=WIDTH, no_location=True, sort_output=True, ignore_obsolete=True)


def compiled() -> bytes:
    """The bytes of django.mo that fit django.po."""
    file = BytesIO()
    write_mo(file, english())
    return file.getvalue()


def missing() -> list[str]:
    """What has no English: texts not in django.po, or there without a translation."""
    known = {key: message for message in english() if (key := _key(message.id)) and _is_told(message.string)}
    return sorted(key for message in collected() if (key := _key(message.id)) and key not in known)


def faults() -> list[str]:
    """What is wrong with the English that is there: guessed, left over, with other placeholders, or not compiled."""
    said = {_key(message.id) for message in collected()}
    found = []
    for message in english():
        key = _key(message.id)
        if key and message.fuzzy:
            found.append(f"fuzzy: {key}")
        if key and key not in said:
            found.append(f"no longer said: {key}")
        if key and any(placeholders(string) != placeholders(key) for string in _strings(message.string) if string):
            found.append(f"other placeholders: {key}")
    if not MO.is_file() or MO.read_bytes() != compiled():
        found.append("django.mo is older than django.po: run compile")
    return sorted(found)


def placeholders(text: str) -> set[str]:
    """What is filled in: %(name)s, {name} and the tags around words."""
    return set(PLACEHOLDER.findall(text))


def main(arguments: list[str]) -> int:
    """One word: update, compile or check."""
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            MO.write_bytes(compiled())
        case ["check"]:
            wrong = [f"no English: {text}" for text in missing()] + faults()
            print("\n".join(wrong) if wrong else "complete")
            return int(bool(wrong))
        case _:
            print(__doc__)
            return 2
    return 0


def _empty() -> Catalog:
    comment = "# English for e-Kelurahan; the texts themselves are Indonesian. See ekelurahan/config/translations.py."
    return Catalog(
        locale="en", header_comment=comment, project="e-Kelurahan", version="1", charset="utf-8", fuzzy=False,
        creation_date=EPOCH, revision_date=EPOCH, last_translator="e-Kelurahan", language_team="e-Kelurahan",
        msgid_bugs_address="-",
    )  # fmt: skip


def _texts_of(product: Product) -> Iterator[str]:
    yield product.title
    for requirement in product.requirements:
        yield from filter(None, (requirement.label, requirement.hint))
    for field in product.fields:
        yield from filter(None, (field.label, field.hint, *field.choices))


def _key(message_id: str | list[str] | tuple[str, ...]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _is_told(string: Translation) -> bool:
    return all(_strings(string))


def _strings(string: Translation) -> tuple[str, ...]:
    """One, or one for every plural form."""
    if string is None or isinstance(string, str):
        return (string or "",)
    return tuple(string.values() if isinstance(string, dict) else string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
