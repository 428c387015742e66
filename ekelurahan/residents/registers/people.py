"""The registers whose lines are people: B1 (Buku Induk), B4 (temporary residents), B5 (KTP and KK).

Column sets: Permendagri 34/2007 for kelurahan, in the order of the sibling rule for desa (Permendagri 47/2016). Two columns
of B5 have no counterpart in a registry of today, and say what comes nearest: in place of where and when the card was
issued stands the state of the KTP-el, and the day somebody began to live here is told only where the registry saw it.
"""

from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from ekelurahan.lib.coded import Coded
from ekelurahan.lib.codes import (
    BloodGroup,
    Citizenship,
    Education,
    FamilyRelation,
    MaritalStatus,
    Occupation,
    Religion,
    Sex,
)
from ekelurahan.lib.dates_id import short_date
from ekelurahan.lib.registry_codes import IdCard, IdCardStatus, Literacy, MoveReason
from ekelurahan.lib.table import Column
from ekelurahan.residents.registers.asked import Asked, Page, Row

_FIRST = UUID(int=0)

_FAMILIES = """
    SELECT c.id AS card, c.no_kk, c.address, c.rt, c.rw, r.*
    FROM (
        SELECT id, kelurahan_id, no_kk, address, rt, rw FROM residents_familycard
        WHERE kelurahan_id = %s AND id > %s AND (%s = '' OR rw = %s) AND (%s = '' OR rt = %s)
        ORDER BY id LIMIT %s
    ) c
    LEFT JOIN LATERAL (
        SELECT m.name, m.sex, m.marital_status, m.birth_place, m.birth_date, m.religion, m.education, m.occupation,
            m.reads, m.citizenship, m.current_address, m.family_relation, m.nik, m.remark, m.blood_group, m.id_card,
            m.id_card_status, m.father_name, m.mother_name, m.id, m.nationality, {since} AS since
        FROM residents_resident m
        WHERE m.kelurahan_id = c.kelurahan_id AND m.family_card_id = c.id AND m.is_counted
    ) r ON true
    ORDER BY c.id, r.family_relation <> 'head', r.birth_date, r.id
"""
_SINCE = """(
    SELECT e.happened_on FROM residents_change g
    JOIN residents_event e ON e.kelurahan_id = g.kelurahan_id AND e.id = g.event_id
    WHERE g.kelurahan_id = m.kelurahan_id AND g.subject = m.id AND g.version = 1 AND e.kind IN ('birth', 'arrive')
)"""
_TEMPORARY = """
    SELECT m.id, m.name, m.sex, m.nik, m.passport, m.birth_place, m.birth_date, m.occupation, m.citizenship,
        m.nationality, m.ethnicity, m.origin_address, m.stays_until, m.remark, c.address, c.rt, c.rw,
        e.happened_on AS since, e.kind, e.reason, e.told::json AS told,
        (SELECT h.name FROM residents_resident h WHERE h.kelurahan_id = m.kelurahan_id
            AND h.family_card_id = m.family_card_id AND h.family_relation = 'head' LIMIT 1) AS host
    FROM residents_resident m
    JOIN residents_familycard c ON c.kelurahan_id = m.kelurahan_id AND c.id = m.family_card_id
    JOIN residents_change g ON g.kelurahan_id = m.kelurahan_id AND g.subject = m.id AND g.version = 1
    JOIN residents_event e ON e.kelurahan_id = g.kelurahan_id AND e.id = g.event_id
    WHERE m.kelurahan_id = %s AND m.residence = 'temporary' AND m.life_status IN ('alive', '') AND m.id > %s
    ORDER BY m.id LIMIT %s
"""

B1 = (
    Column(("No.",), 10, is_number=True), Column(("Nama lengkap",), 32), Column(("L/P",), 7),
    Column(("Status perkawinan",), 17), Column(("Lahir", "Tempat"), 22), Column(("Lahir", "Tanggal"), 18),
    Column(("Agama",), 14), Column(("Pendidikan terakhir",), 22), Column(("Pekerjaan",), 22),
    Column(("Dapat membaca huruf",), 15), Column(("Warga negara",), 12), Column(("Alamat",), 36),
    Column(("Kedudukan dalam keluarga",), 18), Column(("NIK",), 29), Column(("Nomor KK",), 29), Column(("Ket.",), 14),
)  # fmt: skip
B4 = (
    Column(("No.",), 10, is_number=True), Column(("Nama lengkap",), 32), Column(("Jenis kelamin", "L"), 7),
    Column(("Jenis kelamin", "P"), 7), Column(("Nomor identitas",), 29), Column(("Tempat dan tanggal lahir",), 28),
    Column(("Pekerjaan",), 24), Column(("Kewarganegaraan", "Kebangsaan"), 22),
    Column(("Kewarganegaraan", "Keturunan"), 24), Column(("Datang dari",), 34), Column(("Maksud kedatangan",), 24),
    Column(("Nama dan alamat yang didatangi",), 36), Column(("Datang tanggal",), 18), Column(("Pergi tanggal",), 18),
    Column(("Ket.",), 16),
)  # fmt: skip
B5 = (
    Column(("No.",), 10, is_number=True), Column(("Nomor KK",), 29), Column(("Nama lengkap",), 30), Column(("NIK",), 29),
    Column(("L/P",), 9), Column(("Tempat dan tanggal lahir",), 24), Column(("Gol. darah",), 10), Column(("Agama",), 14),
    Column(("Pendidikan",), 20), Column(("Pekerjaan",), 20), Column(("Alamat",), 32), Column(("Status perkawinan",), 20),
    Column(("KTP-el",), 16), Column(("Hubungan keluarga",), 18), Column(("Warga negara",), 12),
    Column(("Orang tua", "Ayah"), 22), Column(("Orang tua", "Ibu"), 22), Column(("Mulai tinggal",), 18),
    Column(("Ket.",), 12),
)  # fmt: skip


def residents(asked: Asked, after: str, limit: int) -> Page:
    """B1: everybody who is counted here, family by family in the order in which the cards were written down."""
    return _families(asked, after, limit, with_since=False)


def cards(asked: Asked, after: str, limit: int) -> Page:
    """B5: the same people, as their KTP and KK show them."""
    return _families(asked, after, limit, with_since=True)


def temporary(asked: Asked, after: str, limit: int) -> Page:
    """B4: people who stay for a time (Permendagri 74/2022: penduduk nonpermanen)."""
    found = list(_read(_TEMPORARY, [asked.kelurahan_id, _id(after), limit]))
    return Page([_b4(asked, one) for one in found], str(found[-1].id) if len(found) == limit else "")


def _families(asked: Asked, after: str, limit: int, *, with_since: bool) -> Page:
    statement = _FAMILIES.format(since=_SINCE if with_since else "NULL::date")
    found = _read(statement, [asked.kelurahan_id, _id(after), asked.rw, asked.rw, asked.rt, asked.rt, limit])
    line, rows, seen, last = _b5 if with_since else _b1, [], 0, None
    for one in found:
        if one.card != last:
            last, seen = one.card, seen + 1
        if one.name is not None:
            rows.append(line(asked, one))
    return Page(rows, str(last) if seen == limit else "")


def _read(statement: str, words: list[Any]) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
        shape = _shape(tuple(column[0] for column in cursor.description))
        yield from (shape(*values) for values in cursor)


@cache
def _shape(names: tuple[str, ...]) -> Any:
    return namedtuple("Line", names)  # noqa: PYI024  # its names are the statement's own


def _id(after: str) -> UUID:
    """Where to go on; what is no id means the beginning."""
    try:
        return UUID(after)
    except ValueError:
        return _FIRST


def _b1(asked: Asked, one: Any) -> Row:
    return (
        one.name, _letter(one.sex), _words(MaritalStatus, one.marital_status), one.birth_place, _day(one.birth_date),
        _words(Religion, one.religion), _words(Education, one.education), _words(Occupation, one.occupation),
        _words(Literacy, one.reads), _citizenship(one), address_of(one), _words(FamilyRelation, one.family_relation),
        asked.number(one.nik), asked.number(one.no_kk), one.remark,
    )  # fmt: skip


def _b4(asked: Asked, one: Any) -> Row:
    is_man = one.sex == Sex.MALE
    arrived = one.since if one.kind == "arrive" else None
    return (
        one.name, "L" if is_man else "", "P" if one.sex == Sex.FEMALE else "", asked.number(one.nik or one.passport),
        _born(one), _words(Occupation, one.occupation), one.nationality or "Indonesia", one.ethnicity,
        one.origin_address, _purpose(one), f"{one.host or ''}, {address_of(one)}".strip(", "), _day(arrived),
        _day(one.stays_until), one.remark,
    )  # fmt: skip


def _b5(asked: Asked, one: Any) -> Row:
    return (
        asked.number(one.no_kk), one.name, asked.number(one.nik), _letter(one.sex), _born(one),
        _words(BloodGroup, one.blood_group), _words(Religion, one.religion), _words(Education, one.education),
        _words(Occupation, one.occupation), address_of(one), _words(MaritalStatus, one.marital_status),
        _words(IdCardStatus, one.id_card_status) or _words(IdCard, one.id_card),
        _words(FamilyRelation, one.family_relation), _citizenship(one), one.father_name, one.mother_name,
        _day(one.since), one.remark,
    )  # fmt: skip


def address_of(one: Any) -> str:
    """Where somebody lives: street, RT and RW of the card."""
    where = getattr(one, "current_address", "") or one.address
    return f"{where} RT {one.rt} RW {one.rw}".strip()


def _purpose(one: Any) -> str:
    code = MoveReason.from_text(str((one.told or {}).get("move_reason", "")))
    return one.reason or (code.words if code else "")


def _born(one: Any) -> str:
    return f"{one.birth_place}, {_day(one.birth_date)}".strip(", ")


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _letter(sex: str) -> str:
    return Sex(sex).letter if sex else ""


def _citizenship(one: Any) -> str:
    return one.nationality or "WNA" if one.citizenship == Citizenship.FOREIGN else "WNI"


def _words(codes: type[Coded], key: str) -> str:
    return codes(key).words if key else ""
