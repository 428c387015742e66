"""A worker that is killed again and again, at moments of chance, until nothing is left to do. Prints how often.

Run as a program: `python -m ekelurahan.tests.worker_under_fire SEED`. Each worker is a process of its own, forked after
everything is imported, so that the kills fall into its work and not into its start.
"""

import os
import random
import signal
import sys
import threading
import time

import django
import psycopg

MOST_ROUNDS = 200


def main(seed: int) -> int:
    """0 when every promise was kept."""
    django.setup()
    from ekelurahan.outbox.worker import work

    chance = random.Random(seed)
    for kills in range(MOST_ROUNDS):
        if not _left():
            print(kills)
            return 0
        worker = os.fork()
        if worker == 0:
            work(threading.Event())
        time.sleep(chance.uniform(0.05, 0.4))
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    return 1


def _left() -> int:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('app.area_lo', '0', true), set_config('app.area_hi', '9999999999', true)")
        row = connection.execute(
            "SELECT count(*) FROM outbox_promise WHERE done_at IS NULL AND dead_at IS NULL"
        ).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
