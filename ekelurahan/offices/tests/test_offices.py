"""An office's own choices, its signatures that nobody can take away, and the codes that lead to its objects."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ekelurahan.areas.queries import area_of
from ekelurahan.areas.scope import office_scope
from ekelurahan.audit.models import Entry
from ekelurahan.catalogue.workflow import STANDARD, VERIFIED
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.sealed_box import BoxBroken
from ekelurahan.lib.tokens import grouped, random_code
from ekelurahan.offices.actions import (
    ProductChoice,
    enrol_signature,
    open_handle,
    open_office,
    set_product,
    set_profile,
)
from ekelurahan.offices.models import Handle, Office, ProductSetting, ScannedSignature, usual_hours
from ekelurahan.offices.queries import HandleKind, find_handle, find_signature, get_office, handling_of
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town
from ekelurahan.tests.pictures_of import png

DOMICILE = ("domisili", "keterangan")


def test_without_a_choice_the_services_defaults_hold(at_work: Town) -> None:
    handling = handling_of(PLAJU_ULU, *DOMICILE)
    assert (handling.chain, handling.offered, handling.cover_letter) == (STANDARD, True, False)
    assert handling.classification_code == handling.product.classification_code
    assert handling.number_pattern == handling.product.number_pattern


def test_an_office_chooses_for_itself_and_the_choice_is_written_down(at_work: Town) -> None:
    choice = ProductChoice(*DOMICILE, VERIFIED.name, cover_letter=True, classification_code="470")
    set_product(choice, kelurahan_id=PLAJU_ULU, by=at_work.lurah)
    set_product(choice, kelurahan_id=PLAJU_ULU, by=at_work.lurah)
    handling = handling_of(PLAJU_ULU, *DOMICILE)
    assert (handling.chain, handling.cover_letter, handling.classification_code) == (VERIFIED, True, "470")
    assert handling.number_pattern == handling.product.number_pattern
    assert ProductSetting.objects.count() == 1
    assert Entry.objects.filter(action="set_product").count() == 2
    with office_scope(PLAJU_DARAT):
        assert handling_of(PLAJU_DARAT, *DOMICILE).chain is STANDARD


def test_an_unknown_product_has_no_handling(at_work: Town) -> None:
    with pytest.raises(KeyError):
        handling_of(PLAJU_ULU, "domisili", "tidak-ada")


def test_a_profile_is_checked_before_it_is_kept(at_work: Town) -> None:
    office = get_office(PLAJU_ULU)
    with pytest.raises(ValidationError), transaction.atomic():
        set_profile(office, {"paper": "A3"}, by=at_work.lurah)
    set_profile(get_office(PLAJU_ULU), {"paper": "A4", "contact": "0711"}, by=at_work.lurah)
    assert get_office(PLAJU_ULU).paper == "A4"


def test_a_signature_lies_encrypted_and_the_newest_one_counts(at_work: Town) -> None:
    first, second = png(10, 10), png(20, 20)
    for scan in (first, second):
        enrol_signature(PLAJU_ULU, at_work.lurah.user_id, scan, by=None)
    assert find_signature(PLAJU_ULU, at_work.lurah.user_id) == second
    assert ScannedSignature.objects.filter(withdrawn_at=None).count() == 1
    assert all(b"PNG" not in bytes(row.image_box) for row in ScannedSignature.objects.all())


def test_a_signature_belongs_to_its_signer_and_its_office(at_work: Town) -> None:
    enrol_signature(PLAJU_ULU, at_work.lurah.user_id, png(), by=None)
    assert find_signature(PLAJU_ULU, at_work.lurah_next_door.user_id) == b""
    ScannedSignature.objects.update(user_id=at_work.lurah_next_door.user_id)
    with pytest.raises(BoxBroken):  # moved to another it cannot be opened
        find_signature(PLAJU_ULU, at_work.lurah_next_door.user_id)
    with office_scope(PLAJU_DARAT):
        assert find_signature(PLAJU_ULU, at_work.lurah_next_door.user_id) == b""


@pytest.mark.parametrize("content", [b"", b"png", b"<svg/>", b"\xff\xd8\xff"])
def test_what_is_no_png_is_no_signature(content: bytes, at_work: Town) -> None:
    with pytest.raises(ValueError, match="PNG"):
        enrol_signature(PLAJU_ULU, uuid4(), content, by=None)


def test_a_code_leads_to_one_object_of_its_kind(at_work: Town) -> None:
    code, target = random_code(26), new_id()
    open_handle(code, HandleKind.TRACK, kelurahan_id=PLAJU_ULU, object_id=target)
    for typed in (code, code.lower(), grouped(code), f" {code} "):
        assert find_handle(typed, HandleKind.TRACK) == (PLAJU_ULU, target)
    assert find_handle(code, HandleKind.VERIFY) is None
    assert find_handle(random_code(26), HandleKind.TRACK) is None
    assert code.encode() not in bytes(Handle.objects.get().hash)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_handle(code, HandleKind.VERIFY, kelurahan_id=PLAJU_DARAT, object_id=new_id())


def test_opening_hours_are_read_by_weekday(at_work: Town) -> None:
    office = Office(hours=usual_hours())
    assert office.opening(0) == (time(8), time(16))
    assert office.opening(4) == (time(8), time(16, 30))
    assert office.opening(date(2026, 11, 29).weekday()) is None


def test_a_kelurahan_becomes_an_office_once(db: None) -> None:
    area = area_of("16.71.14.1003")
    with office_scope(area.lo):
        office = open_office(area, by=None)
        assert open_office(area, by=None).id == office.id
        assert (office.kecamatan, office.city, office.place) == ("Plaju", "Kota Palembang", "Palembang")
        assert get_office(area.lo) == office
        office.full_clean()
