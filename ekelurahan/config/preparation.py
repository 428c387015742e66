"""What has to be true before people come in, and the worker's work. Django is set up when this is imported."""

import importlib
import sys
import threading
from importlib.util import find_spec

from django.conf import settings
from django.core.management import call_command

from ekelurahan.config.refusals import demo_passwords
from ekelurahan.outbox.worker import work as keep_promises


def migrate() -> None:
    """Bring the schema up to date, as the owner of the tables."""
    call_command("migrate", database="owner", verbosity=0)


def prepare(*, demo: bool) -> int:
    """0: people may come in. 1: refused, and the lines on stderr say why."""
    migrate()
    if demo:
        if find_spec("ekelurahan.config.demo"):
            importlib.import_module("ekelurahan.config.demo").prepare()
        return 0
    refusals = demo_passwords()
    for line in refusals:
        print(line, file=sys.stderr)
    return 1 if refusals else 0


def work(stop: threading.Event) -> None:
    """Keep the promises of every room until `stop` is set."""
    for app in settings.INSTALLED_APPS:
        if app.startswith("ekelurahan.") and find_spec(f"{app}.actions"):
            importlib.import_module(f"{app}.actions")  # there the rooms say which promises they keep
    keep_promises(stop)
