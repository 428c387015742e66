"""All forms, and which of them are offered for a person, a family, or nobody yet."""

from collections.abc import Sequence

from ekelurahan.doors.registry.forms import families, moving, vital
from ekelurahan.doors.registry.forms.asking import asking
from ekelurahan.doors.registry.forms.correction import CORRECTION
from ekelurahan.doors.registry.forms.event_form import EventForm, Subject
from ekelurahan.residents.models import Resident

OF_PERSON = tuple(map(asking, (CORRECTION, vital.DEATH, vital.MISSING, vital.FOUND, vital.WRONG)))
OF_FAMILY = tuple(map(asking, (
    vital.BIRTH, moving.DEPARTURE, families.RELOCATE, families.HEAD, families.SPLIT, families.JOIN, moving.ARRIVAL,
    moving.ENROL,
)))  # fmt: skip
OF_NOBODY = tuple(map(asking, (moving.ARRIVAL, moving.ENROL, families.OPEN)))


def offered_for(person: Resident, people: Sequence[Resident]) -> list[EventForm]:
    """What can happen to this person."""
    subject = Subject(person.kelurahan_id, person, person.family_card, people)
    return [form for form in OF_PERSON if form.fits(subject)]


def offered_for_family(people: Sequence[Resident], kelurahan_id: int) -> list[EventForm]:
    """What can happen to this family."""
    subject = Subject(kelurahan_id, people=people)
    return [form for form in OF_FAMILY if form.fits(subject)]


def find_form(forms: Sequence[EventForm], slug: str) -> EventForm | None:
    """The form of that name among these."""
    return next((form for form in forms if form.slug == slug), None)
