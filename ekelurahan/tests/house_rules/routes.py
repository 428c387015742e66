"""Every address of the house, with its name and who may enter. `python -m ekelurahan.tests.house_rules.routes` writes
the list anew; read the difference before committing it: a page that vanished stands there as a line that is gone.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.urls import URLPattern, URLResolver

LIST = Path(__file__).parent / "routes.txt"


@dataclass(frozen=True, order=True)
class Route:
    """One address. `roles` is None where nobody said who may enter, and empty where everybody may."""

    path: str
    name: str
    roles: tuple[str, ...] | None

    def __str__(self) -> str:
        who = "nobody said who may enter" if self.roles is None else ", ".join(self.roles) or "everybody"
        return f"/{self.path}  {self.name}  {who}"


def routes(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[Route]:
    """Walk a URL configuration."""
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, path)
        else:
            roles = getattr(entry.callback, "roles", None)
            yield Route(path, entry.name or "", None if roles is None else tuple(str(role) for role in roles))


def unguarded(found: Iterable[Route], public: set[str]) -> list[str]:
    """Addresses that name no roles and do not stand in the list of public pages; and names in that list that need not."""
    found = list(found)
    wrong = [str(route) for route in found if route.roles is None or (not route.roles and route.name not in public)]
    return wrong + [
        f"{name} is no public page" for name in public - {route.name for route in found if route.roles == ()}
    ]


def house() -> list[Route]:
    """The house's own addresses, the demo's among them."""
    from django.urls import include, path, resolvers

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekelurahan.config.settings")
    django.setup()
    patterns = list(resolvers.get_resolver("ekelurahan.config.urls").url_patterns)
    if not any(str(entry.pattern) == "demo/" for entry in patterns):
        patterns.append(path("demo/", include("ekelurahan.doors.demo.urls")))
    return sorted(set(routes(patterns)), key=lambda route: (route.path, route.name))


def main() -> None:
    """Write the list."""
    LIST.write_text("".join(f"{route}\n" for route in house()))


if __name__ == "__main__":
    main()
