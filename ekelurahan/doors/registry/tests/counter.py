"""What the tests of this door share: the operator's client, a family with a child, forms filled in."""

import re
from datetime import date
from uuid import UUID

from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.lib.codes import FamilyRelation, Sex
from ekelurahan.residents.actions import add_resident
from ekelurahan.residents.entry import Card, Person
from ekelurahan.residents.models import Event, FamilyCard, Resident
from ekelurahan.tests.people import PLAJU_ULU, Town

CARD = Card("9901010101100001", "Jl. Kapten Abdullah Lr. Sepakat No. 7", "004", "002")
NO_KK = "9901010101100009"


def card_of(town: Town) -> UUID:
    """The card of Siti and Budi."""
    return resident(town.siti).family_card_id


def resident(resident_id: UUID) -> Resident:
    """A row as it is now."""
    with office_scope(PLAJU_ULU):
        return Resident.objects.select_related("family_card").get(id=resident_id)


def card(card_id: UUID) -> FamilyCard:
    """A card as it is now."""
    with office_scope(PLAJU_ULU):
        return FamilyCard.objects.get(id=card_id)


def child_of(town: Town, name: str = "DEWI LESTARI", nik: str = "9901014107100003") -> UUID:
    """A third member on their card."""
    more = {"family_relation": FamilyRelation.CHILD.value, "mother_name": "SITI AMINAH"}
    with office_scope(PLAJU_ULU):
        return add_resident(
            CARD, Person(name, date(2010, 7, 1), Sex.FEMALE, nik, more), kelurahan_id=PLAJU_ULU, by=None
        ).id  # fmt: skip


def filled(client: Client, path: str, /, **answers: object) -> dict[str, object]:
    """What a browser would send: the hidden fields and what stands in the form, and these answers."""
    page = client.get(path).text
    hidden: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") not in {"hidden", "text"} or told.get("name") in {"csrfmiddlewaretoken", "next"}:
            continue
        if told["name"] == "versi":
            hidden.setdefault("versi", [])
            hidden["versi"].append(told["value"])  # type: ignore[attr-defined]
        else:
            hidden[told["name"]] = told.get("value", "")
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        hidden[name] = chosen[1] if chosen else ""
    for tag in re.findall(r'<input type="(?:radio|checkbox)"[^>]* checked[^>]*>', page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        hidden[told["name"]] = told["value"]
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        hidden[name] = text.strip()
    return {**hidden, **{name.replace("__", "-"): value for name, value in answers.items()}}


def events(kind: str = "") -> list[Event]:
    """What happened in Plaju Ulu, the latest first."""
    with office_scope(PLAJU_ULU):
        found = Event.objects.order_by("-recorded_at", "-id")
        return list(found.filter(kind=kind) if kind else found)
