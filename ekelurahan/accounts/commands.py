"""`ekelurahan add-user`: a login with one posting. The password comes from a prompt or standard input."""

import argparse
import getpass
import sys
from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from ekelurahan.accounts.actions import NewUser, add_user, post
from ekelurahan.accounts.models import User
from ekelurahan.catalogue.workflow import Role


def commands() -> dict[str, Callable[[list[str]], int]]:
    """What this room adds to the command line."""
    return {"add-user": add}


def add(arguments: list[str]) -> int:
    """0: done. 1: refused, and the line says why. 2: the words were wrong."""
    told = _parser().parse_args(arguments)
    if User.objects.filter(username=told.username.casefold()).exists():
        print(f"Nama pengguna {told.username} sudah dipakai. Pilih nama lain.", file=sys.stderr)
        return 1
    password = getpass.getpass("Kata sandi: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
        return 1
    with transaction.atomic():
        user = add_user(NewUser(told.username, told.name, password, told.email, told.nip, told.rank))
        post(user, Role(told.role), told.area, title=told.title)
    print(f"{user.name} dapat masuk sebagai {user.username} ({told.role}, {told.area}).")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("ekelurahan add-user", description="Menambah pengguna dengan satu jabatan.")
    parser.add_argument("username", help="nama pengguna untuk masuk")
    parser.add_argument("--name", required=True, help="nama lengkap dengan gelar")
    parser.add_argument("--role", required=True, choices=[role.value for role in Role if role is not Role.SYSTEM])
    parser.add_argument("--area", required=True, help="kode wilayah, misalnya 16.71.14.1001")
    for name, text in (("email", "pos-el dinas"), ("nip", "NIP"), ("rank", "pangkat"), ("title", "jabatan di surat")):
        parser.add_argument(f"--{name}", default="", help=text)
    return parser
