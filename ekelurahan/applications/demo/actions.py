"""Writing years of finished requests and their letters, by a few statements. Their PDFs are not made."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from ekelurahan.accounts.actor import Actor
from ekelurahan.applications.actions.deciding import signer_block
from ekelurahan.applications.demo.past import FACTS, Desk, Holder, Past, pasts
from ekelurahan.audit import actions as audit
from ekelurahan.letters.actions import sheet_data
from ekelurahan.letters.composition import verification_handle
from ekelurahan.letters.models import Letter
from ekelurahan.lib.tokens import hash_of_code
from ekelurahan.offices.queries import HandleKind, get_office, handling_of
from ekelurahan.residents.facts import facts_of
from ekelurahan.residents.models import Resident

ADULT = timedelta(days=17 * 366)


@dataclass(frozen=True)
class Wanted:
    """How many letters of one office, from which years, and who made them."""

    count: int
    seed: int
    first: date
    last: date
    operator: Actor
    lurah: Actor


_TABLES = """
    CREATE TEMPORARY TABLE past (id uuid, letter_id uuid, request_number text, purpose text, resident_id uuid,
        name text, at timestamptz, minutes int, day date, serial int, number text, content jsonb, sha256 text)
        ON COMMIT DROP;
    CREATE TEMPORARY TABLE codes (hash bytea, kind text, object_id uuid, at timestamptz) ON COMMIT DROP;
"""
_APPLICATIONS = """
    INSERT INTO applications_application (id, kelurahan_id, number, service, product, chain, resident_id, answers, shown,
        status, version, draft_key, contact_email, contact_phone, remarks, taken_name, submitted_at, changed_at,
        finished_at, working_seconds, recipient)
    SELECT id, %(office)s, request_number, 'domisili', 'keterangan', 'STANDARD', resident_id,
        jsonb_build_object('purpose', purpose, 'actual_address', '', 'since', ''), '["ktp", "kk"]', 'handed_over', 4,
        letter_id, '', '', '[]', '', at, at + minutes * interval '1 minute', at + minutes * interval '1 minute',
        minutes * 60, name
    FROM past
"""
_EVENTS = """
    INSERT INTO applications_event (id, kelurahan_id, application_id, act, before, after, at, user_id, name, role,
        device, note, details)
    SELECT gen_random_uuid(), %(office)s, p.id, a.act, a.before, a.after,
        p.at + a.part * p.minutes * interval '1 minute', a.user_id, a.name, a.role, '', '',
        CASE a.act WHEN 'approve' THEN jsonb_build_object('number', p.number) ELSE '{}' END
    FROM past p CROSS JOIN (VALUES
        ('submit', 'draft', 'awaiting_lurah', 0.0, %(operator)s::uuid, %(operator_name)s, 'operator'),
        ('approve', 'awaiting_lurah', 'approved', 0.5, %(lurah)s::uuid, %(lurah_name)s, 'lurah'),
        ('issue', 'approved', 'issued', 0.51, NULL, 'Sistem', 'sistem'),
        ('hand_over', 'issued', 'handed_over', 1.0, %(operator)s::uuid, %(operator_name)s, 'operator')
    ) a (act, before, after, part, user_id, name, role)
"""
_LETTERS = """
    INSERT INTO letters_letter (id, kelurahan_id, application_id, resident_id, holder, service, product, title, register,
        year, serial, number, date, content, content_sha256, sheet, signer_id, created_at)
    SELECT letter_id, %(office)s, id, resident_id, name, 'domisili', 'keterangan', %(title)s, %(register)s,
        extract(year FROM day), serial, number, day, content, sha256, %(sheet)s::jsonb, %(lurah)s::uuid,
        at + 0.5 * minutes * interval '1 minute'
    FROM past
"""
_SERIES = """
    INSERT INTO letters_numberseries (id, kelurahan_id, register, year, last)
    SELECT gen_random_uuid(), %(office)s, %(register)s, extract(year FROM day), max(serial) FROM past GROUP BY 4
"""
_HANDLES = """
    INSERT INTO offices_handle (hash, kind, kelurahan_id, object_id, created_at)
    SELECT hash, kind, %(office)s, object_id, at FROM codes
"""
_TALLIES = """
    INSERT INTO applications_tally AS t (id, kelurahan_id, day, status, count)
    SELECT gen_random_uuid(), %(office)s, day, status, count(*)
    FROM past, unnest(ARRAY['awaiting_lurah', 'approved', 'issued', 'handed_over']) AS status GROUP BY day, status
    ON CONFLICT (kelurahan_id, day, status) DO UPDATE SET count = t.count + excluded.count
"""


def write_past(kelurahan_id: int, wanted: Wanted) -> int:
    """Write the requests of an office's past; returns how many. One that has letters already gets none."""
    if Letter.objects.filter(kelurahan_id=kelurahan_id).exists():
        return 0
    office, handling = get_office(kelurahan_id), handling_of(kelurahan_id, "domisili", "keterangan")
    desk = Desk(office, handling, wanted.first, wanted.last)
    words: dict[str, str | int | UUID] = {
        "office": kelurahan_id, "title": handling.product.title, "register": handling.product.register,
        "operator": wanted.operator.user_id, "operator_name": wanted.operator.name,
        "lurah": wanted.lurah.user_id, "lurah_name": wanted.lurah.name,
        "sheet": json.dumps(sheet_data(office, signer_block(wanted.lurah, office))),
    }  # fmt: skip
    holders = list(_holders(kelurahan_id, wanted.last))
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        rng = Random(f"{wanted.seed}/letters/{kelurahan_id}")  # made-up requests, not secrets
        _copy(cursor, list(pasts(desk, holders, wanted.count if holders else 0, rng)))
        for statement in (_APPLICATIONS, _EVENTS, _LETTERS, _SERIES, _HANDLES, _TALLIES):
            cursor.execute(statement, words)
        cursor.execute("DROP TABLE past, codes")
    audit.record(kelurahan_id, "demo.letters", f"office:{kelurahan_id}", by=None, details={"letters": wanted.count})
    return wanted.count if holders else 0


def _holders(kelurahan_id: int, last: date) -> Iterator[Holder]:
    adults = Resident.objects.filter(kelurahan_id=kelurahan_id, is_counted=True, birth_date__lt=last - ADULT)
    for resident in adults.select_related("family_card").order_by("id").iterator(chunk_size=2000):
        facts = facts_of(resident)
        since = resident.created_at.date()
        yield Holder(resident.id.hex, since, tuple(json.dumps(facts[name], ensure_ascii=False)[1:-1] for name in FACTS))


def _copy(cursor: CursorWrapper, rows: list[Past]) -> None:
    with cursor.copy("COPY past FROM STDIN") as copy:
        for row in rows:
            at = datetime.fromtimestamp(row.moment / 1000, UTC).isoformat()
            values = (*row[:6], at, *row[7:11], row.content.replace("\\", "\\\\"), row.sha256)
            copy.write("\t".join(map(str, values)) + "\n")
    with cursor.copy("COPY codes FROM STDIN") as copy:
        for row in rows:
            at = datetime.fromtimestamp(row.moment / 1000, UTC).isoformat()
            codes = (
                (HandleKind.NUMBER, row.request_number, row.id),
                (HandleKind.VERIFY, verification_handle(UUID(row.letter_id)), row.letter_id),
            )
            for kind, code, object_id in codes:
                copy.write(f"\\\\x{hash_of_code(code).hex()}\t{kind}\t{object_id}\t{at}\n")
