"""What a child process owes its parent: to end when the parent is gone, however it went."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def ends_with_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends the child that signal when this process dies (Linux; elsewhere: nothing)."""
    parent = os.getpid()

    def ask_kernel() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(number))
            if os.getppid() != parent:  # it died before we could ask
                os.kill(os.getpid(), number)

    return ask_kernel


def end_with_parent(number: int = signal.SIGKILL) -> None:
    """The same, said by the child itself."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(number))


def set_up_beside() -> None:
    """The first thing in a process that works beside this one: it ends with it, and sets Django up for itself."""
    import django

    end_with_parent()
    django.setup()
