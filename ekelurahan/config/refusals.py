"""Why `ekelurahan run` does not start: a site for real letters has no secret that others know."""

import os

from ekelurahan.config.environment import SECRETS

PLACEHOLDERS = frozenset({"only-for-tests-and-tools", "secret", "changeme", "change-me", "ganti-saya"})
SHORTEST_SECRET = 32


def weak_secrets() -> list[str]:
    """One line for each secret of the environment that is known, or too short to be unguessable."""
    found = []
    for name in SECRETS:
        value = os.environ.get(name)
        if value is not None and (value.lower() in PLACEHOLDERS or len(value) < SHORTEST_SECRET):
            found.append(
                f"{name} adalah rahasia bawaan atau kurang dari {SHORTEST_SECRET} karakter: isi dengan nilai acak, "
                "atau hapus variabel itu supaya dibuatkan."
            )
    return found


def demo_passwords() -> list[str]:
    """One line if somebody can log in with the password that the README publishes. Needs Django and the database."""
    from ekelurahan.accounts.models import User
    from ekelurahan.doors.entry.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

    users = User.objects.filter(is_active=True, username__in=[account.username for account in DEMO_ACCOUNTS])
    names = [user.username for user in users if user.check_password(DEMO_PASSWORD)]
    if not names:
        return []
    line = (
        f"Akun demo masih memakai kata sandi demo: {', '.join(names)}. "
        "Pakai folder data lain (EKELURAHAN_HOME) atau basis data lain."
    )
    return [line]
