"""The database keeps the offices apart: asked of every model there is, so that no new one is forgotten."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Upload
from ekelurahan.areas.scope import area_of_code, area_scope, current_area, office_scope
from ekelurahan.areas.tenant import TenantModel
from ekelurahan.catalogue.workflow import STANDARD
from ekelurahan.offices.actions import enrol_signature
from ekelurahan.residents.models import ClosedMonth, Event, Neighbourhood, Pair, Proof, Resident, Transfer
from ekelurahan.tests.cases import awaiting, choose, revoked
from ekelurahan.tests.grants import GRANTS, refused, rows
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town
from ekelurahan.tests.pictures_of import jpeg, png

MODELS = [model for model in apps.get_models() if model.__module__.startswith("ekelurahan.")]
TENANTS = [model for model in MODELS if issubclass(model, TenantModel)]
FOR_EVERYBODY = {
    "areas.Area": "official areas, no personal data",
    "accounts.User": "a person may be posted to several offices",
    "accounts.Posting": "tells which offices a person may enter, so it is read before the scope is known",
    "accounts.Session": "read before the scope is known",
    "accounts.Throttle": "counts attempts of nobody in particular",
    "residents.NameWord": "every word of any name once; a word leads to nobody",
    "outbox.Round": "which night's work is done; tells of no office",
    "offices.Handle": "leads from a code to an office, before the scope is known; no personal data",
}
NOT_LED_BY_THE_OFFICE = {
    "resident_nik_in_city": "a NIK stands once in the city",
    "resident_nik_everywhere": "for finding a NIK in the city",
    "resident_born_in_city": "for finding in the city who is about to be entered twice",
    "resident_of_mother": "the same",
    "family_card_in_city": "for finding a KK number in the city",
    "resident_word_in_city": "for finding a name in the city",
    "tally_of_offices": "for statistics of a kecamatan or the city: one answer of all offices",
    "outbox_due": "the worker serves all offices in turn",
}

GENERATED = {"is_counted"}  # columns that the database fills


def each_tenant() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.label)


@pytest.fixture
def lived_in(town: Town) -> Town:
    """Plaju Ulu after a day at work: every tenant table holds rows of it, and none of Plaju Darat's but residents'."""
    with office_scope(PLAJU_ULU):
        choose(STANDARD)
        enrol_signature(PLAJU_ULU, town.lurah.user_id, png(), by=None)
        actions.attach(Upload("ktp", "ktp.jpg", jpeg()), draft_key=uuid4(), kelurahan_id=PLAJU_ULU, by=town.operator)
        revoked(town)
        awaiting(town)
        lived_registry()
    return town


def lived_registry() -> None:
    """A row of every kind that the registry keeps beside people and cards."""
    resident, event = Resident.objects.all()[0], Event.objects.all()[0]
    office = {"kelurahan_id": PLAJU_ULU}
    Proof.objects.create(**office, event_id=event.id, name="a.jpg", size=1, added_by=uuid4())
    ClosedMonth.objects.create(**office, month=date(2020, 1, 1), figures={})
    Transfer.objects.create(
        **office, move=uuid4(), side="out", other_kelurahan_id=PLAJU_DARAT, event_id=event.id, people=[]
    )
    Pair.objects.create(**office, left=resident.id, right=uuid4(), other_kelurahan_id=PLAJU_ULU, score=0.9)
    Neighbourhood.objects.create(**office, rw="002", rt="004", since=date(2020, 1, 1))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_belongs_to_an_office_or_stands_in_the_short_list(model: type[models.Model]) -> None:
    assert issubclass(model, TenantModel) != (model._meta.label in FOR_EVERYBODY)


def test_the_short_list_names_nothing_that_is_gone() -> None:
    assert set(FOR_EVERYBODY) <= {model._meta.label for model in MODELS}


@each_tenant()
def test_row_security_is_on_and_forced(model: type[TenantModel], db: None) -> None:
    forced = rows(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table]
    )
    policies = rows(
        "SELECT permissive, roles::text, cmd, qual = with_check, qual FROM pg_policies WHERE tablename = %s",
        [model._meta.db_table],
    )
    assert forced == [(True, True)]
    (policy,) = policies
    assert policy[:4] == ("PERMISSIVE", "{public}", "ALL", True)
    assert "kelurahan_id >= ( SELECT area_lo()" in policy[4]
    assert "kelurahan_id <= ( SELECT area_hi()" in policy[4]


def test_no_table_with_an_office_in_it_is_left_open(db: None) -> None:
    found = rows(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'kelurahan_id'"
        " WHERE c.relkind IN ('r', 'p', 'm', 'v') AND NOT c.relforcerowsecurity AND c.relnamespace = 'public'::regnamespace"
    )
    assert found == [("offices_handle",)]


def test_the_neighbour_sees_no_row_of_any_table(lived_in: Town) -> None:
    for model in TENANTS:
        with office_scope(PLAJU_ULU):
            assert model._default_manager.filter(kelurahan_id=PLAJU_ULU).exists(), f"let `lived_in` make a {model}"
        with office_scope(PLAJU_DARAT):
            assert not model._default_manager.filter(kelurahan_id=PLAJU_ULU).exists(), model
            assert counted(model) == 0, model
        assert not model._default_manager.exists(), model
        assert counted(model) == 0, f"a scope left unset sees {model}"


@pytest.mark.parametrize(
    ("code", "sees"), [("16.71.14", True), ("16.71", True), ("16.71.13", False), ("16.72", False), ("17", False)]
)
def test_camat_and_city_see_their_area_and_no_other(code: str, sees: bool, lived_in: Town) -> None:
    area = area_of_code(code)
    with area_scope(area.lo, area.hi):
        assert {model for model in TENANTS if (counted(model) > 0) is not sees} == set()


def test_a_row_of_another_office_cannot_be_written(lived_in: Town) -> None:
    for model in TENANTS:
        with office_scope(PLAJU_ULU):
            mine = copied(model)
        for forged, scope in ((mine, PLAJU_DARAT), (mine | {"kelurahan_id": PLAJU_DARAT}, PLAJU_ULU)):
            refusal = refused(insert(model), [json.dumps(forged | fresh_key(model))], scope=scope)
            insertable = "INSERT" in GRANTS[model._meta.db_table]
            assert ("row-level security" if insertable else "permission denied") in refusal, model


def test_a_row_cannot_be_moved_to_another_office(lived_in: Town) -> None:
    for model in TENANTS:
        statement = f"UPDATE {model._meta.db_table} SET kelurahan_id = %s"
        refusal = refused(statement, [PLAJU_DARAT], scope=PLAJU_ULU)
        updatable = "UPDATE" in GRANTS[model._meta.db_table]
        assert ("row-level security" if updatable else "permission denied") in refusal, model


def test_the_neighbours_rows_cannot_be_changed(lived_in: Town) -> None:
    for table in (model._meta.db_table for model in TENANTS if "UPDATE" in GRANTS[model._meta.db_table]):
        with office_scope(PLAJU_DARAT), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET kelurahan_id = kelurahan_id WHERE kelurahan_id = %s",
                [PLAJU_ULU],
            )
            assert cursor.rowcount == 0, table


@each_tenant()
def test_every_index_and_every_uniqueness_begins_with_the_office(model: type[TenantModel]) -> None:
    led = {index.name: index.fields for index in model._meta.indexes}
    led |= {c.name: c.fields for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)}
    wrong = {name for name, fields in led.items() if not fields or fields[0] != "kelurahan_id"}
    assert wrong <= set(NOT_LED_BY_THE_OFFICE)
    assert not [field.name for field in model._meta.local_fields if field.unique and not field.primary_key]


def test_a_row_that_ends_up_in_a_log_tells_no_resident(lived_in: Town) -> None:
    with office_scope(PLAJU_ULU):
        for model in MODELS:
            told = " ".join(str(row) for row in model._default_manager.all()[:50])
            assert "SITI" not in told, model
            assert "9901014205900001" not in told, model
            assert "9901010101100001" not in told, model


def test_what_a_row_points_at_belongs_to_the_same_office(db: None) -> None:
    pairs = {
        (model._meta.db_table, field.column)
        for model in TENANTS
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    }
    bound = rows(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        " AND connamespace = 'public'::regnamespace"
    )
    unbound = {
        (table, column)
        for table, column in pairs
        if not any(table == name and f"(kelurahan_id, {column})" in text for name, text in bound)
    }
    assert unbound == set()


def test_a_scope_ends_with_its_transaction(fresh_database: object) -> None:
    with office_scope(PLAJU_ULU):
        assert rows("SELECT area_lo(), area_hi()") == [(PLAJU_ULU, PLAJU_ULU)]
    assert rows("SELECT area_lo(), area_hi()") == [(None, None)]
    with pytest.raises(ZeroDivisionError), office_scope(PLAJU_ULU):
        raise ZeroDivisionError
    assert rows("SELECT area_lo(), area_hi()") == [(None, None)]
    assert current_area() is None


def test_a_nested_scope_gives_the_outer_one_back(town: Town) -> None:
    with area_scope(1671140000, 1671149999):
        with office_scope(PLAJU_ULU):
            assert rows("SELECT area_lo(), area_hi()") == [(PLAJU_ULU, PLAJU_ULU)]
        assert rows("SELECT area_lo(), area_hi()") == [(1671140000, 1671149999)]
        with pytest.raises(DatabaseError, match="division by zero"), office_scope(PLAJU_DARAT):
            rows("SELECT 1/0")
        assert rows("SELECT area_lo(), area_hi()") == [(1671140000, 1671149999)], "also when the inner work failed"
    assert rows("SELECT area_lo(), area_hi()") == [(None, None)]


def counted(model: type[TenantModel]) -> int:
    ((count,),) = rows(f"SELECT count(*) FROM {model._meta.db_table} WHERE kelurahan_id = {PLAJU_ULU}")
    return int(count)


def copied(model: type[TenantModel]) -> dict[str, object]:
    ((row,),) = rows(f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} t LIMIT 1")
    found: dict[str, object] = json.loads(str(row))
    return {name: value for name, value in found.items() if name not in GENERATED}


def fresh_key(model: type[TenantModel]) -> dict[str, object]:
    return {"id": str(uuid4())} if any(field.name == "id" for field in model._meta.local_fields) else {}


def insert(model: type[TenantModel]) -> str:
    table = model._meta.db_table
    names = ", ".join(
        f'"{field.column}"' for field in model._meta.concrete_fields if field.column and field.column not in GENERATED
    )
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
