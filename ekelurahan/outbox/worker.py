"""The worker process: threads per lane, woken by NOTIFY, asleep otherwise."""

import threading
from collections.abc import Mapping

import psycopg
import structlog
from django.db import close_old_connections, connection
from psycopg.conninfo import make_conninfo

from ekelurahan.outbox.actions import keep_next
from ekelurahan.outbox.registry import Lane
from ekelurahan.outbox.timetable import keep_timetable

LANES: Mapping[Lane, int] = {Lane.LETTERS: 2, Lane.MAIL: 1, Lane.IMPORTS: 1}
POLL_SECONDS = 1.0
LISTEN_SECONDS = 0.5  # how soon `stop` is noticed

log = structlog.get_logger(__name__)


def work(stop: threading.Event, lanes: Mapping[Lane, int] = LANES) -> None:
    """Keep promises, and do the rounds of the night, until `stop` is set; work begun is finished first."""
    wakes = {lane: threading.Event() for lane in lanes}
    threads = [
        threading.Thread(target=_keep_lane, args=(lane, wakes[lane], stop), name=f"{lane}-{number}")
        for lane, size in lanes.items()
        for number in range(size)
    ]
    threads.append(threading.Thread(target=keep_timetable, args=(stop,), name="timetable"))
    for thread in threads:
        thread.start()
    _listen(wakes, stop)
    for wake in wakes.values():
        wake.set()
    for thread in threads:
        thread.join()


def _keep_lane(lane: Lane, wake: threading.Event, stop: threading.Event) -> None:
    while not stop.is_set():
        wake.clear()
        try:
            while not stop.is_set() and keep_next(lane):
                pass
        except Exception as error:  # noqa: BLE001  # the database may be away; it comes back
            log.warning("worker lost the database", lane=lane, error=type(error).__name__)
            connection.close()
        wake.wait(POLL_SECONDS)
        close_old_connections()
    connection.close()


def _listen(wakes: Mapping[Lane, threading.Event], stop: threading.Event) -> None:
    """Wake the lane that a NOTIFY names; without the connection the lanes still poll."""
    while not stop.is_set():
        try:
            with psycopg.connect(_address(), autocommit=True) as listener:
                listener.execute("LISTEN outbox")
                while not stop.is_set():
                    for notification in listener.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                        if notification.payload in set(wakes):
                            wakes[Lane(notification.payload)].set()
        except psycopg.Error:
            stop.wait(LISTEN_SECONDS)


def _address() -> str:
    settings = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo(**{name: str(settings[key]) for name, key in names.items() if settings[key]})
