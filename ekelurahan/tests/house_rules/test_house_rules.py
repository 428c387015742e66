"""The house keeps its own rules. Whoever breaks one reads here which, and where."""

from pathlib import Path

import ekelurahan
from ekelurahan.tests.house_rules import rules
from ekelurahan.tests.house_rules.routes import LIST, house, unguarded

ROOT = Path(ekelurahan.__file__).parent

MAY_CROSS_OFFICES = {
    "audit/commands.py": "proves the chains of all offices",
    "config/demo/__init__.py": "makes the demo city",
    "config/demo/city.py": "makes a city of any size",
    "letters/commands.py": "makes the keys of all offices",
    "offices/commands.py": "opens the offices of an area",
    "residents/counting/commands.py": "finds the offices whose counts are proven, each in its own scope",
    "residents/doubles/actions/keeping.py": "looks for one person in two offices, at night",
    "residents/searching/actions.py": "counts how many carry each word of a name",
    "residents/searching/commands.py": "finds the offices whose words are written again, each in its own scope",
    "outbox/actions.py": "the worker serves all offices in turn, each in its own scope",
}
STEPS_INTO_ANOTHER_OFFICE = "residents/crossing/actions.py"  # a move: rows at both ends in one transaction
MAY_PRINT = ("config/",)  # the command line itself
ASKS_WHETHER_THE_DATABASE_LIVES = "doors/entry/health.py"
DRAWS_ITS_OWN_SVG = "doors/desk/templates/desk/receipt.html"  # the QR of the receipt, made by us
PUBLIC_PAGES = {
    "demo-mailbox",
    "demo-message",
    "entry-healthz",
    "entry-language",
    "entry-login",
    "entry-logout",
    "entry-readyz",
    "portal-home",
    "portal-letter",
    "portal-request",
    "portal-service",
    "portal-services",
    "portal-track",
    "portal-verify",
    "portal-verify-file",
}


def test_only_actions_write() -> None:
    assert rules.writes_outside_actions(ROOT) == []


def test_crossing_offices_is_rare_and_listed() -> None:
    assert rules.users_of("all_offices", ROOT) == set(MAY_CROSS_OFFICES)


def test_one_module_of_the_registry_steps_into_another_office() -> None:
    acts = {place for place in rules.users_of("office_scope", ROOT) if place.startswith("residents/")}
    begin_their_own = {place for place in acts if place.endswith("commands.py")} | {"residents/importing/actions.py"}
    assert acts - begin_their_own == {STEPS_INTO_ANOTHER_OFFICE}


def test_doors_ask_no_table() -> None:
    assert [line for line in rules.queries_in_doors(ROOT) if not line.startswith(ASKS_WHETHER_THE_DATABASE_LIVES)] == []


def test_functions_stay_short() -> None:
    assert rules.long_functions(ROOT) == []


def test_files_stay_short() -> None:
    assert rules.long_files(ROOT) == []


def test_there_are_no_drawers() -> None:
    assert rules.drawers(ROOT) == []


def test_only_commands_print() -> None:
    assert rules.stray_prints(ROOT, MAY_PRINT) == []


def test_no_template_is_forgotten() -> None:
    assert rules.unnamed_templates(ROOT) == []


def test_templates_obey_the_content_security_policy() -> None:
    assert [line for line in rules.unsafe_markup(ROOT) if not line.startswith(DRAWS_ITS_OWN_SVG)] == []


def test_every_page_names_its_roles_or_is_public() -> None:
    assert unguarded(house(), PUBLIC_PAGES) == []


def test_no_address_appears_or_vanishes_unnoticed() -> None:
    assert [str(route) for route in house()] == LIST.read_text().splitlines(), (
        "if that is right: python -m ekelurahan.tests.house_rules.routes"
    )


def test_names_of_addresses_are_given_once() -> None:
    names = [route.name for route in house()]
    assert len(names) == len(set(names))
