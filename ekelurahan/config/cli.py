"""The `ekelurahan` command. Rooms add their own words to it by a `commands.py`."""

import importlib
import os
import pkgutil
import signal
import sys
import threading
from collections.abc import Callable

import ekelurahan
from ekelurahan.config.embedded_place import DatabaseError

Command = Callable[[list[str]], int]

USAGE = """Pemakaian: ekelurahan PERINTAH

  demo      jalankan e-Kelurahan dengan data demo (PORT, EKELURAHAN_HOME)
  demo-city isi basis data demo dengan penduduk rekaan satu kota (--residents, --seed, --letters)
  run       jalankan e-Kelurahan tanpa data demo
  migrate   siapkan atau perbarui basis data
  web       hanya server web (untuk pemasangan dengan banyak proses)
  worker    hanya pekerja latar: membuat surat, mengirim pemberitahuan
  database  hanya PostgreSQL bawaan, misalnya untuk memulihkan cadangan
"""
HELP = {"help", "-h", "--help"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command. 0: done; 1: refused or failed, with one line that says why; 2: unknown words."""
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or ["help"]
    command = COMMANDS.get(name, _command_of_a_room(name))
    try:
        return command(rest)
    except (DatabaseError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _command_of_a_room(name: str) -> Command:
    def run(arguments: list[str]) -> int:
        from ekelurahan.config.environment import prepared

        with prepared(with_database=HELP.isdisjoint({name, *arguments})):
            found = room_commands()
            if name in HELP:
                print(USAGE + "".join(f"  {word}\n" for word in sorted(found)))
                return 0
            if name not in found:
                print(f"Perintah tidak dikenal: {name}. Lihat: ekelurahan help", file=sys.stderr)
                return 2
            return found[name](arguments)

    return run


def room_commands() -> dict[str, Command]:
    """The commands of every room that has a `commands.py`; Django must be set up."""
    found: dict[str, Command] = {}
    for room in pkgutil.iter_modules(ekelurahan.__path__, "ekelurahan."):
        if room.ispkg and importlib.util.find_spec(f"{room.name}.commands"):
            found |= importlib.import_module(f"{room.name}.commands").commands()
    return found


def _demo(_arguments: list[str]) -> int:
    from ekelurahan.config.supervisor import run_house

    return run_house(demo=True)


def _run(_arguments: list[str]) -> int:
    from ekelurahan.config.supervisor import run_house

    return run_house(demo=False)


def _demo_city(arguments: list[str]) -> int:
    """0: the city stands. 1: refused, with one line that says why."""
    from ekelurahan.config import embedded
    from ekelurahan.config.city_options import read_options
    from ekelurahan.config.environment import keep_mode, prepared

    options = read_options(arguments)
    os.environ["EKELURAHAN_DEMO"] = "1"
    keep_mode("demo")
    with prepared(embedded.LOADING):
        from ekelurahan.config import preparation
        from ekelurahan.config.demo.city import make_city

        preparation.migrate()
        return make_city(options)


def _prepare(_arguments: list[str]) -> int:
    """What a start needs before anybody may come in: the schema, the areas, the demo's data, and no demo password."""
    from ekelurahan.config.environment import prepared

    with prepared():
        from ekelurahan.config import preparation

        return preparation.prepare(demo=os.environ.get("EKELURAHAN_DEMO") == "1")


def _migrate(_arguments: list[str]) -> int:
    from ekelurahan.config.environment import prepared

    with prepared():
        from ekelurahan.config import preparation

        preparation.migrate()
        return 0


def _web(_arguments: list[str]) -> int:
    from ekelurahan.config.environment import prepared
    from ekelurahan.config.serving import serve

    with prepared():
        return serve()


def _database(_arguments: list[str]) -> int:
    from ekelurahan.config import embedded, environment

    stop = _stop_when_asked()
    with embedded.running(environment.home()):
        print(f"PostgreSQL berjalan: psql -h {environment.home() / 'postgres' / 'run'} -U postgres ekelurahan")
        stop.wait()
        return 0


def _stop_when_asked() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop


def _worker(_arguments: list[str]) -> int:
    from ekelurahan.config.environment import prepared

    stop = _stop_when_asked()
    with prepared():
        from ekelurahan.config import preparation

        preparation.work(stop)
        return 0


def _mailbox(_arguments: list[str]) -> int:
    from ekelurahan.config.mailbox import serve

    return serve()


COMMANDS: dict[str, Command] = {
    "demo": _demo,
    "demo-city": _demo_city,
    "run": _run,
    "prepare": _prepare,
    "migrate": _migrate,
    "web": _web,
    "worker": _worker,
    "database": _database,
    "mailbox": _mailbox,
}
