"""What is there already: which city was begun, and which of its offices are full."""

from datetime import date

from ekelurahan.residents.demo.city.office import City
from ekelurahan.residents.events.kinds import Kind, Via
from ekelurahan.residents.models import ClosedMonth, Event, FamilyCard


def city_of(offices: tuple[int, ...]) -> City | None:
    """The city that was begun in this database, as its first events tell it; None where there is none."""
    first = Event.objects.filter(kind=Kind.ENROL, via=Via.COMMAND, told__has_key="city").order_by("recorded_at").first()
    if first is None:
        return None
    return City(first.told["city"], first.told["seed"], date.fromisoformat(first.told["until"]), offices)


def filled_offices() -> set[int]:
    """The offices that have any residents. In the scope that the caller chose."""
    return set(FamilyCard.objects.order_by().values_list("kelurahan_id", flat=True).distinct())


def finished_offices() -> set[int]:
    """The offices whose past months are closed: nothing more is written there."""
    return set(ClosedMonth.objects.order_by().values_list("kelurahan_id", flat=True).distinct())
