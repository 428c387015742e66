"""What keeps a demo from becoming a real office by accident."""

import pytest
from django.contrib.auth.hashers import make_password

from ekelurahan.accounts.models import User
from ekelurahan.config.refusals import demo_passwords, weak_secrets
from ekelurahan.doors.entry.demo_accounts import DEMO_PASSWORD


def account(username: str, password: str, *, active: bool = True) -> None:
    User(username=username, name=username, password=make_password(password), is_active=active).save()


@pytest.mark.django_db
def test_a_demo_account_with_the_demo_password_is_named() -> None:
    account("lurah", DEMO_PASSWORD)
    account("operator", "sesuatu-yang-lain")
    account("camat", DEMO_PASSWORD, active=False)
    (line,) = demo_passwords()
    assert "kata sandi demo: lurah." in line


@pytest.mark.django_db
def test_accounts_with_passwords_of_their_own_are_no_reason_to_refuse() -> None:
    account("lurah", "sesuatu-yang-lain")
    assert demo_passwords() == []


def test_long_random_secrets_and_made_ones_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    monkeypatch.delenv("FILE_KEY", raising=False)
    monkeypatch.setenv("SEAL_PASSPHRASE", "ChangeMe")
    assert [line.split()[0] for line in weak_secrets()] == ["SEAL_PASSPHRASE"]
