"""Makes the promises of this room known to the outbox when the program starts."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """The room of residents."""

    name = "ekelurahan.residents"

    def ready(self) -> None:
        """Importing the jobs registers what keeps their promises, and what is done at night."""
        from ekelurahan.residents.doubles.actions import keeping  # noqa: F401  # models exist only now
        from ekelurahan.residents.importing.jobs import actions  # noqa: F401  # models exist only now
        from ekelurahan.residents.searching import actions as _searching  # noqa: F401  # the same
