"""The web server: granian in front of the ASGI root."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ekelurahan.config.environment import port

WORKERS = 2


def listen_address() -> str:
    """Where to listen: EKELURAHAN_LISTEN, else this machine only."""
    return os.environ.get("EKELURAHAN_LISTEN") or "127.0.0.1"


def serve() -> int:
    """Serve until SIGTERM or SIGINT. A worker that dies is replaced."""
    Granian(
        "ekelurahan.config.asgi:application",
        address=listen_address(),
        port=port(),
        interface=Interfaces.ASGINL,  # no lifespan messages
        workers=int(os.environ.get("WEB_WORKERS") or WORKERS),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
    ).serve()
    return 0
