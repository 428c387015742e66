"""Forms that come back late: somebody else was first, or the same form was sent before."""

from uuid import UUID

import pytest
from django.test import Client

from ekelurahan.areas.scope import office_scope
from ekelurahan.doors.registry.tests.counter import NO_KK, card, card_of, events, filled, resident
from ekelurahan.doors.tests.clients import client_of
from ekelurahan.residents.events.actions.families import relocate
from ekelurahan.residents.events.actions.recording import Told
from ekelurahan.residents.events.entries import Address
from ekelurahan.residents.events.kinds import Kind
from ekelurahan.tests.people import PLAJU_ULU, Town


@pytest.fixture
def operator(town: Town) -> Client:
    return client_of(town.operator)


def move_house(card_id: UUID) -> None:
    """A colleague writes down that the family lives elsewhere."""
    with office_scope(PLAJU_ULU):
        relocate(card_id, Address("Jl. Baru No. 99", "009", "008"), kelurahan_id=PLAJU_ULU, told=Told(), by=None)


def sent_again(operator: Client, address: str, shown: str, **answers: object) -> dict[str, object]:
    """What a browser sends of the page that answered a refusal."""

    class Shown:
        def get(self, _path: str) -> object:
            return type("Page", (), {"text": shown})

    return filled(Shown(), address, **answers)  # type: ignore[arg-type]


class TestACorrectionThatLayOpen:
    def test_does_not_bring_a_family_back_to_the_house_it_left(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
        answers = filled(operator, address, birth_place="Lahat")
        move_house(card_of(town))
        assert operator.post(address, answers).status_code == 302
        lives = card(card_of(town))
        assert (lives.address, lives.rt, lives.rw) == ("Jl. Baru No. 99", "009", "008")
        assert resident(town.siti).birth_place == "Lahat"

    def test_of_the_address_is_told_that_the_family_moved_and_keeps_what_was_typed(
        self, operator: Client, town: Town
    ) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
        answers = filled(operator, address, address="Jl. Salah Ketik No. 7", birth_place="Lahat")
        move_house(card_of(town))
        answer = operator.post(address, answers)
        assert answer.status_code == 409
        assert "sudah diubah orang lain" in answer.text
        assert "«Jl. Baru No. 99»" in answer.text
        assert 'value="Jl. Salah Ketik No. 7"' in answer.text
        assert 'value="Lahat"' in answer.text
        assert card(card_of(town)).address == "Jl. Baru No. 99"
        again = sent_again(operator, address, answer.text)
        assert (again["rt"], again["rw"]) == ("009", "008")  # not touched: as it stands today
        assert operator.post(address, again).status_code == 302
        lives = card(card_of(town))
        assert (lives.address, lives.rt, lives.rw) == ("Jl. Salah Ketik No. 7", "009", "008")

    def test_of_somebody_corrected_meanwhile_changes_only_what_was_typed_when_it_is_sent_again(
        self, operator: Client, town: Town
    ) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
        early, late = filled(operator, address, birth_place="Lahat"), filled(operator, address, ethnicity="Ogan")
        assert operator.post(address, late).status_code == 302
        answer = operator.post(address, early)
        assert answer.status_code == 409
        assert operator.post(address, sent_again(operator, address, answer.text)).status_code == 302
        assert (resident(town.siti).birth_place, resident(town.siti).ethnicity) == ("Lahat", "Ogan")

    def test_with_another_mistake_still_knows_what_it_was_shown(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
        answers = filled(operator, address, birth_date="31-02-1990", birth_place="Lahat")
        move_house(card_of(town))
        answer = operator.post(address, answers)
        assert answer.status_code == 422
        again = sent_again(operator, address, answer.text, birth_date="02-05-1990")
        assert operator.post(address, again).status_code == 302
        assert card(card_of(town)).address == "Jl. Baru No. 99"
        assert [event.kind for event in events()][:2] == [Kind.CORRECT, Kind.RELOCATE]


class TestAFormSentBefore:
    def test_and_filled_in_for_somebody_else_is_kept_and_recorded_when_it_is_sent_again(self, operator: Client) -> None:
        address = "/penduduk/catat/pendataan/"
        first = filled(operator, address, no_kk=NO_KK, address="Jl. DI Panjaitan No. 9", rt="004", rw="002") | {
            "people-0-name": "Rohana", "people-0-sex": "female", "people-0-birth_date": "05-05-1950",
            "people-0-family_relation": "head",
        }  # fmt: skip
        second = first | {"people-0-name": "Zainab", "people-0-family_relation": "relative"}
        recorded = operator.post(address, first)
        assert recorded.status_code == 302
        answer = operator.post(address, second)
        assert answer.status_code == 409
        assert "Formulir ini sudah dikirim" in answer.text
        assert 'value="Zainab"' in answer.text
        again = sent_again(operator, address, answer.text)
        assert again["key"] != first["key"]
        saved = operator.post(address, again)
        assert saved.status_code == 302
        assert saved.headers["Location"] != recorded.headers["Location"]
        assert "ZAINAB" in operator.get(saved.headers["Location"]).text
        assert operator.post(address, first).headers["Location"] == recorded.headers["Location"]

    def test_about_one_person_does_not_answer_for_another(self, operator: Client, town: Town) -> None:
        address = "/penduduk/warga/{}/catat/hilang/"
        answers = filled(operator, address.format(town.siti), last_seen="Pasar 16 Ilir")
        assert operator.post(address.format(town.siti), answers).status_code == 302
        assert operator.post(address.format(town.budi), answers).status_code == 409
        assert resident(town.budi).is_present

    def test_shows_no_digest_in_the_story(self, operator: Client, town: Town) -> None:
        address = f"/penduduk/warga/{town.siti}/catat/perbaikan/"
        answer = operator.post(address, filled(operator, address, birth_place="Lahat"))
        digest = events(Kind.CORRECT)[0].told["answers"]
        assert digest not in operator.get(answer.headers["Location"]).text
