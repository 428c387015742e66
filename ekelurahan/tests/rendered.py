"""A pytest plugin: every template is rendered by some test. Each process notes what it loads; a whole run compares."""

import os
from pathlib import Path

import pytest
from jinja2 import BaseLoader, Environment, Template

from ekelurahan.tests.house_rules.rules import never_rendered, template_names

HOUSE = Path(__file__).parents[1]
_loaded: set[str] = set()
_load = BaseLoader.load


def _noting(loader: BaseLoader, environment: Environment, name: str, globals: object = None) -> Template:  # noqa: A002
    _loaded.add(name)
    return _load(loader, environment, name, globals)  # type: ignore[arg-type]


def pytest_configure() -> None:
    """Watch what Jinja loads."""
    BaseLoader.load = _noting  # type: ignore[method-assign, assignment]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Workers leave notes; the first process reads them, and fails a whole run that left a template out."""
    notes = Path(os.environ["EKELURAHAN_TEST_SLOT"]) / "templates"
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        notes.mkdir(exist_ok=True)
        (notes / worker).write_text("\n".join(_loaded))
    elif _is_whole(session):
        loaded = _loaded.union(*(file.read_text().splitlines() for file in notes.glob("*")))
        missing = never_rendered(template_names(HOUSE), loaded)
        if missing:
            print("\nNo test renders these templates:", *missing)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _is_whole(session: pytest.Session) -> bool:
    """Whether all tests ran: no path, no expression, nothing left out because a browser is missing."""
    config = session.config
    narrowed = [config.option.keyword, config.option.markexpr, getattr(config.option, "lf", False)]
    return config.args == ["ekelurahan"] and not any(narrowed) and not config.option.collectonly
