"""What a child process owes its parent: to end when the parent is gone, however it went."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask the kernel to send this process that signal when its parent dies (Linux; elsewhere nothing happens)."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, number)
        if os.getppid() == 1 and os.environ.get("EKELURAHAN_PARENT", "1") != "1":
            os.kill(os.getpid(), number)


def end_gently_with_parent() -> None:
    """The same with SIGINT, which PostgreSQL understands as a fast and clean shutdown."""
    end_with_parent(signal.SIGINT)
