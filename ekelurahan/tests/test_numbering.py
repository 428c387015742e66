"""Numbers without gaps, letters that nobody can change, and sealing that can be done twice."""

import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ekelurahan.applications import actions as applications
from ekelurahan.applications.composition import content_of
from ekelurahan.areas.scope import office_scope
from ekelurahan.letters import actions
from ekelurahan.letters.actions import Order, reserve
from ekelurahan.letters.inspection import State, inspect
from ekelurahan.letters.keys import ca_certificate
from ekelurahan.letters.models import Letter, LetterFile, NumberSeries, Revocation
from ekelurahan.letters.number import NumberPatternError
from ekelurahan.letters.sheet import Signer
from ekelurahan.lib import now
from ekelurahan.lib.ids import new_id
from ekelurahan.offices.models import Office
from ekelurahan.offices.queries import get_office, handling_of
from ekelurahan.tests.cases import PRODUCT, SERVICE, approved, awaiting, issued, revoked, seen, submitted
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town, rewritten

DAY = date(2026, 11, 24)


def order(town: Town, register: str = "umum", pattern: str = "") -> Order:
    """What an approved request orders, for a register of one's choice."""
    handling = handling_of(PLAJU_ULU, SERVICE, PRODUCT)
    product = replace(handling.product, register=register)
    content = content_of(submitted(town), office=get_office(PLAJU_ULU))
    return Order(
        application_id=new_id(), resident_id=town.siti, holder="SITI AMINAH", service=SERVICE,
        handling=replace(handling, product=product, number_pattern=pattern or handling.number_pattern),
        content=content, signer=Signer("LURAH PLAJU ULU,", "Lukman"), signer_id=town.lurah.user_id,
    )  # fmt: skip


def office() -> Office:
    return get_office(PLAJU_ULU)


def another(told: Order) -> Order:
    return replace(told, application_id=new_id())


class TakenBack(Exception):
    pass


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(
        st.tuples(st.sampled_from(["umum", "khusus"]), st.sampled_from([2025, 2026]), st.booleans()), max_size=25
    )
)
def test_whatever_is_taken_back_each_series_counts_without_a_gap(
    at_work: Town, plan: list[tuple[str, int, bool]]
) -> None:
    told = order(at_work)
    with transaction.atomic():
        for register, year, is_taken_back in plan:
            product = replace(told.handling.product, register=register)
            next_order = replace(another(told), handling=replace(told.handling, product=product))
            with contextlib.suppress(TakenBack), transaction.atomic():
                reserve(next_order, office=office(), on=date(year, 5, 1))
                if is_taken_back:
                    raise TakenBack
        given_out = Counter((register, year) for register, year, is_taken_back in plan if not is_taken_back)
        for (register, year), count in given_out.items():
            serials = Letter.objects.filter(register=register, year=year).order_by("serial")
            assert list(serials.values_list("serial", flat=True)) == list(range(1, count + 1))
            assert NumberSeries.objects.get(register=register, year=year).last == count
        transaction.set_rollback(True)


def test_an_approval_that_fails_gives_its_number_back(at_work: Town) -> None:
    one, two = awaiting(at_work), awaiting(at_work)
    with contextlib.suppress(TakenBack), transaction.atomic():
        applications.approve(one.id, confirmation=seen(one), by=at_work.lurah)
        raise TakenBack
    assert not Letter.objects.exists()
    applications.approve(two.id, confirmation=seen(two), by=at_work.lurah)
    assert Letter.objects.get().serial == 1


def test_a_pattern_that_cannot_number_takes_no_number(at_work: Town) -> None:
    with pytest.raises(NumberPatternError), transaction.atomic():
        reserve(order(at_work, pattern="{serial}"), office=office(), on=DAY)
    assert not NumberSeries.objects.exists()


def test_the_series_starts_again_with_the_year(at_work: Town) -> None:
    numbers = []
    for moment in (datetime(2026, 12, 31, 15, 59), datetime(2027, 1, 1, 0, 1)):  # noqa: DTZ001
        with now.at(timezone.make_aware(moment)):
            application = awaiting(at_work)
            lurah = replace(at_work.lurah, confirmed_at=now.now())
            applications.approve(application.id, confirmation=seen(application), by=lurah)
        numbers.append(Letter.objects.latest("created_at", "id").number)
    assert numbers == ["400.12.2.1/001/PLU/XII/2026", "400.12.2.1/001/PLU/I/2027"]


def test_every_office_and_every_register_counts_for_itself(at_work: Town) -> None:
    told = order(at_work)
    assert reserve(told, office=office(), on=DAY).serial == 1
    assert reserve(another(told), office=office(), on=DAY).serial == 2
    assert reserve(order(at_work, "khusus"), office=office(), on=DAY).serial == 1
    with office_scope(PLAJU_DARAT):
        assert reserve(another(told), office=get_office(PLAJU_DARAT), on=DAY).serial == 1


def test_a_number_cannot_stand_twice_in_a_register(at_work: Town) -> None:
    letter = reserve(order(at_work), office=office(), on=DAY)
    letter.id, letter.application_id = new_id(), new_id()
    with pytest.raises(IntegrityError, match="number_once"), transaction.atomic():
        letter.save(force_insert=True)


def test_a_request_ends_in_one_letter(at_work: Town) -> None:
    told = order(at_work)
    reserve(told, office=office(), on=DAY)
    with pytest.raises(IntegrityError, match="letter_per_application"), transaction.atomic():
        reserve(told, office=office(), on=DAY)
    assert NumberSeries.objects.get().last == 1


@pytest.mark.parametrize("table", ["letters_letter", "letters_letterfile", "letters_revocation"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_was_issued_cannot_be_changed_or_deleted(table: str, statement: str, at_work: Town) -> None:
    revoked(at_work)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    "change",
    [
        lambda letter: letter.save(),
        lambda letter: letter.delete(),
        lambda _: LetterFile.objects.update(pdf=b"%PDF-forged"),
        lambda _: Revocation.objects.all().delete(),
    ],
)
def test_neither_by_way_of_the_models(change: Callable[[Letter], object], at_work: Town) -> None:
    revoked(at_work)
    with pytest.raises(DatabaseError, match=r"permission denied|protected foreign keys"), transaction.atomic():
        change(Letter.objects.get())


def test_sealing_twice_makes_one_file(at_work: Town) -> None:
    approved(at_work)
    letter = Letter.objects.get()
    assert actions.seal_letter(letter, scan_png=b"") == actions.seal_letter(letter, scan_png=b"")
    assert LetterFile.objects.count() == 1


def test_what_happens_to_registry_and_office_afterwards_changes_no_letter(at_work: Town) -> None:
    approved(at_work)
    letter = Letter.objects.get()
    Office.objects.filter(kelurahan_id=PLAJU_ULU).update(name="Lain", city_title="KOTA LAIN", unit_code="XXX")
    rewritten(at_work.siti, name="NAMA LAIN")
    actions.seal_letter(letter, scan_png=b"")
    text = text_of(LetterFile.objects.get())
    assert "SITI AMINAH" in text
    assert "KELURAHAN PLAJU ULU" in text
    assert letter.number in text
    assert "LAIN" not in text


def test_the_sealed_file_is_the_offices_and_covers_everything(at_work: Town, settings: object) -> None:
    issued(at_work)
    file = LetterFile.objects.get()
    found = inspect(bytes(file.pdf), ca_certificate(settings.HOME / "keys"))  # type: ignore[attr-defined]
    assert (found.state, found.office_id, found.sha256) == (State.INTACT, PLAJU_ULU, file.sha256)
    assert found.covers_whole_document
    assert found.forbids_changes


def test_a_letter_is_taken_back_once(at_work: Town) -> None:
    issued(at_work)
    letter = Letter.objects.get()
    actions.revoke(letter, reason="Salah.", by=at_work.lurah)
    with pytest.raises(IntegrityError, match="revoked_once"), transaction.atomic():
        actions.revoke(letter, reason="Lagi.", by=at_work.lurah)


def text_of(file: LetterFile) -> str:
    document = pypdfium2.PdfDocument(bytes(file.pdf))
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return text
