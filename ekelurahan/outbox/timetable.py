"""The work of the night: one process of all does it, and a night that was missed is made up for in the morning."""

import threading
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from ekelurahan.lib.now import now
from ekelurahan.outbox.actions import begin_round, end_round
from ekelurahan.outbox.registry import rounds

HOUR = 1  # local time
LOOK_SECONDS = 60.0

log = structlog.get_logger(__name__)


def keep_timetable(stop: threading.Event) -> None:
    """Do what is due, look again every minute, until `stop` is set."""
    while not stop.wait(LOOK_SECONDS):
        try:
            do_rounds()
        except Exception as error:  # noqa: BLE001  # the database may be away; it comes back
            log.warning("the night's work has to wait", error=type(error).__name__)
            connection.close()
        close_old_connections()
    connection.close()


def do_rounds(moment: datetime | None = None) -> list[str]:
    """Do every round that nobody has done for this night yet; the names of those done here."""
    local = timezone.localtime(moment or now())
    night = (local - timedelta(hours=HOUR)).date()
    return [name for name, work in rounds().items() if begin_round(name, night) and end_round(name, night, work)]
