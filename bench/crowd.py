"""Many more rows: what an office has after more years than it has existed, and the whole city beside it.

The added rows are plain copies without a story of their own: no page of one of them is measured, they only stand in the
way of the others.
"""

from django.db import connection

from bench.pages import PLAJU_ULU
from ekelurahan.areas.scope import all_offices

IN_PLAJU_ULU, ELSEWHERE = 20_000, 200  # requests
OPEN = 50  # of them in each open status in Plaju Ulu; two elsewhere
DAYS = 365  # of tallies

_REQUESTS = f"""
CREATE TEMPORARY TABLE grown ON COMMIT DROP AS
SELECT uuidv7() AS id, uuidv7() AS letter_id, kelurahan_id, resident_id, name, place, at,
    coalesce((ARRAY['submitted', 'checked', 'returned', 'awaiting_lurah', 'approved', 'issued'])[(place - 1) / many + 1],
        'handed_over') AS status
FROM (
    SELECT id AS resident_id, kelurahan_id, name, row_number() OVER (PARTITION BY kelurahan_id ORDER BY id) AS place,
        CASE kelurahan_id WHEN {PLAJU_ULU} THEN {OPEN} ELSE 2 END AS many,
        now() - row_number() OVER (PARTITION BY kelurahan_id ORDER BY id) * interval '40 minutes' AS at
    FROM residents_resident
) people
WHERE place <= CASE kelurahan_id WHEN {PLAJU_ULU} THEN {IN_PLAJU_ULU} ELSE {ELSEWHERE} END;

INSERT INTO applications_application (id, kelurahan_id, number, service, product, chain, answers, shown, status, version,
    draft_key, contact_email, contact_phone, remarks, taken_name, submitted_at, changed_at, finished_at, working_seconds,
    recipient, resident_id)
SELECT id, kelurahan_id, 'BENCH-' || place, 'domisili', 'keterangan', 'STANDARD', '{{"purpose": "Melamar pekerjaan"}}',
    '["ktp", "kk"]', status, 3, uuidv7(), '', '', '[]', '', at, at + interval '8 minutes',
    CASE status WHEN 'handed_over' THEN at + interval '9 minutes' END,
    CASE status WHEN 'handed_over' THEN 540 END, '', resident_id
FROM grown;

INSERT INTO applications_event (id, kelurahan_id, application_id, act, before, after, at, name, role, device, note, details)
SELECT uuidv7(), kelurahan_id, id, act, 'draft', status, at + minutes * interval '1 minute', 'Bench', 'operator', '', '', '{{}}'
FROM grown, (VALUES ('submit', 0), ('approve', 4), ('issue', 4), ('hand_over', 9)) AS acts (act, minutes);

INSERT INTO letters_letter (id, kelurahan_id, application_id, resident_id, holder, service, product, title, register, year,
    serial, number, date, content, content_sha256, sheet, signer_id, created_at)
SELECT letter_id, g.kelurahan_id, g.id, g.resident_id, g.name, l.service, l.product, l.title, l.register, l.year,
    100000 + place, 'BENCH/' || place, at::date, l.content, l.content_sha256, l.sheet, l.signer_id, at
FROM grown g, (SELECT * FROM letters_letter ORDER BY id LIMIT 1) l WHERE status IN ('approved', 'issued', 'handed_over');

INSERT INTO letters_letterfile (id, kelurahan_id, letter_id, pdf, sha256, size, sealed_at)
SELECT uuidv7(), kelurahan_id, letter_id, 'bench', encode(sha256(letter_id::text::bytea), 'hex'), 5, at
FROM grown WHERE status IN ('issued', 'handed_over');

INSERT INTO offices_handle (hash, kind, kelurahan_id, object_id, created_at)
SELECT sha256((kind || id)::bytea), kind, kelurahan_id, id, at
FROM grown, (VALUES ('verify'), ('file'), ('track'), ('number'), ('inbox')) AS kinds (kind);

INSERT INTO outbox_promise (id, kelurahan_id, kind, lane, payload, created_at, run_at, attempts, done_at, last_error)
SELECT uuidv7(), kelurahan_id, 'issue_letter', 'letters', '{{}}', at, at, 0, at, '' FROM grown;

INSERT INTO notices_notice (id, kelurahan_id, kind, "to", subject, body, about, created_at, sent_at)
SELECT uuidv7(), kelurahan_id, 'letter_waits', 'bench@example.test', '', '', id, at, at FROM grown;

INSERT INTO audit_entry (id, kelurahan_id, seq, at, action, object, body, previous, hash)
SELECT uuidv7(), g.kelurahan_id, last.seq + place, at, 'submit', 'application:' || g.id, '{{}}', sha256(''), sha256('')
FROM grown g JOIN (SELECT kelurahan_id, max(seq) AS seq FROM audit_entry GROUP BY 1) last USING (kelurahan_id);

INSERT INTO applications_tally (id, kelurahan_id, day, status, count)
SELECT uuidv7(), kelurahan_id, current_date - day, status, 5
FROM offices_office, generate_series(0, {DAYS}) AS day, unnest(ARRAY['submitted', 'awaiting_lurah', 'issued']) AS status
ON CONFLICT DO NOTHING
"""


def grow() -> None:
    """Add them."""
    with all_offices(), connection.cursor() as cursor:
        cursor.execute(_REQUESTS)


def counts() -> dict[str, int]:
    """How many rows the largest tables hold."""
    tables = {
        "residents": "residents_resident", "requests": "applications_application", "events": "applications_event",
        "letters": "letters_letter",
    }  # fmt: skip
    with all_offices(), connection.cursor() as cursor:
        found = {}
        for name, table in tables.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[name] = cursor.fetchone()[0]
        return found
