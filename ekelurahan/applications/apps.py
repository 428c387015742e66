"""Makes the promises of this room known to the outbox when the program starts."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """The room of requests."""

    name = "ekelurahan.applications"

    def ready(self) -> None:
        """Importing the acts registers what keeps their promises."""
        from ekelurahan.applications import actions  # noqa: F401  # models exist only now
