"""The rules that other programs hold (import-linter, ruff) bite too: planted violations in a copy of the house."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ekelurahan

HOUSE = Path(ekelurahan.__file__).parent
PROGRAMS = Path(sys.executable).parent

PLANTED = {
    "Rooms stand in this order": ("areas/queries.py", "import ekelurahan.letters.actions"),
    "Rules need no framework": ("catalogue/answers.py", "import django.conf"),
    "A service knows only the catalogue and the pure rules": ("services/domicile/service.py", "import django.conf"),
    "Services do not know each other": ("services/planted/service.py", "import ekelurahan.services.domicile.service"),
    "Doors do not know each other": ("doors/portal/urls.py", "import ekelurahan.doors.desk.urls"),
    "Only its own room touches the outbox and audit tables": ("letters/queries.py", "import ekelurahan.outbox.models"),
    "No cycles": ("lib/ids.py", "import ekelurahan.lib.tokens\nimport ekelurahan.areas.scope"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy in which every contract is broken once."""
    folder = tmp_path_factory.mktemp("copy")
    copy = folder / "ekelurahan"
    shutil.copytree(HOUSE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.ttf", "static", "templates"))
    shutil.copy(HOUSE.parent / "pyproject.toml", folder)
    (copy / "services" / "planted").mkdir()
    (copy / "services" / "planted" / "__init__.py").touch()
    for place, line in PLANTED.values():
        with (copy / place).open("a") as file:
            file.write(f"\n{line}\n")
    said = subprocess.run(
        [str(PROGRAMS / "lint-imports"), "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True,
        check=False, env={"PYTHONPATH": str(folder), "COLUMNS": "300"},
    )  # fmt: skip
    return said.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_a_broken_contract_of_imports_is_named(contract: str, report: str) -> None:
    assert re.search(rf"^{re.escape(contract)} .*BROKEN", report, re.MULTILINE), report


def test_every_contract_has_its_planted_violation() -> None:
    names = re.findall(r'^name = "(.+)"$', (HOUSE.parent / "pyproject.toml").read_text(), re.MULTILINE)
    assert set(names) - {"ekelurahan"} == set(PLANTED)


TANGLED = (
    "def f(a: int) -> int:\n" + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(9)) + "    return 0\n"
)
MANY = "def f(a: int, b: int, c: int, *, d: int, e: int, g: int) -> int:\n    return a + b + c + d + e + g\n"


@pytest.mark.parametrize(("text", "code"), [(TANGLED, "C901"), (MANY, "PLR0913"), ("import os\n", "F401")])
def test_ruff_refuses_what_is_too_tangled_or_takes_too_much(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(text)
    found = subprocess.run(
        [PROGRAMS / "ruff", "check", "--no-cache", "--config", HOUSE.parent / "pyproject.toml", tmp_path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 1
    assert code in found.stdout
