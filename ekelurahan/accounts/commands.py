"""Logins from the command line: add somebody, change a password, end postings, disable. Passwords come from a prompt or stdin."""

import argparse
import getpass
import sys
from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from ekelurahan.accounts.actions import NewUser, add_user, disable, end_postings, post, set_password
from ekelurahan.accounts.models import User
from ekelurahan.catalogue.workflow import Role


def commands() -> dict[str, Callable[[list[str]], int]]:
    """What this room adds to the command line."""
    return {
        "add-user": add,
        "set-password": with_user(change_password),
        "end-postings": with_user(end_all_postings),
        "disable-user": with_user(shut_out),
    }


def add(arguments: list[str]) -> int:
    """0: done. 1: refused, and the line says why. 2: the words were wrong."""
    told = _parser().parse_args(arguments)
    if User.objects.filter(username=told.username.casefold()).exists():
        print(f"Nama pengguna {told.username} sudah dipakai. Pilih nama lain.", file=sys.stderr)
        return 1
    password = _good_password()
    if password is None:
        return 1
    with transaction.atomic():
        user = add_user(NewUser(told.username, told.name, password, told.email, told.nip, told.rank))
        post(user, Role(told.role), told.area, title=told.title)
    print(f"{user.name} dapat masuk sebagai {user.username} ({told.role}, {told.area}).")
    return 0


def with_user(do: Callable[[User], int]) -> Callable[[list[str]], int]:
    """A command about one person, named by the username. 1: nobody of that name. 2: the words were wrong."""

    def command(arguments: list[str]) -> int:
        if len(arguments) != 1:
            print("Pemakaian: ekelurahan set-password|end-postings|disable-user NAMA_PENGGUNA")
            return 2
        user = User.objects.filter(username=arguments[0].casefold()).first()
        if user is None:
            print(f"Tidak ada pengguna bernama {arguments[0]}.", file=sys.stderr)
            return 1
        return do(user)

    return command


def change_password(user: User) -> int:
    """A new password; the person is logged out everywhere."""
    password = _good_password()
    if password is None:
        return 1
    set_password(user, password)
    print(f"Kata sandi {user.username} diganti; semua sesinya diakhiri.")
    return 0


def end_all_postings(user: User) -> int:
    """From this second the person has no right in any office."""
    print(f"{end_postings(user)} penugasan {user.username} diakhiri.")
    return 0


def shut_out(user: User) -> int:
    """The person can no longer log in."""
    disable(user)
    print(f"{user.username} tidak dapat masuk lagi; penugasan dan sesinya diakhiri.")
    return 0


def _good_password() -> str | None:
    password = getpass.getpass("Kata sandi: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
        return None
    return password


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("ekelurahan add-user", description="Menambah pengguna dengan satu jabatan.")
    parser.add_argument("username", help="nama pengguna untuk masuk")
    parser.add_argument("--name", required=True, help="nama lengkap dengan gelar")
    parser.add_argument("--role", required=True, choices=[role.value for role in Role if role is not Role.SYSTEM])
    parser.add_argument("--area", required=True, help="kode wilayah, misalnya 16.71.14.1001")
    for name, text in (("email", "pos-el dinas"), ("nip", "NIP"), ("rank", "pangkat"), ("title", "jabatan di surat")):
        parser.add_argument(f"--{name}", default="", help=text)
    return parser
