"""Row security of the new tables, and the triggers that write down what every event changed and keep the counts.

The triggers work on whole statements, so that one birth and an import of a city go the same way. They run with the
rights of the owner (who is beneath row security too): the application can read changes and counts, not write them.
"""

from django.db import migrations, models

from ekelurahan.areas.tenant import EnableRowSecurity, SameOffice

DIMENSIONS = (
    "religion", "education", "schooling", "occupation", "marital_status", "blood_group", "disability", "citizenship",
    "family_relation", "id_card", "insurance",
)  # fmt: skip
NOT_TOLD = "ARRAY['id', 'kelurahan_id', 'event_id', 'version', 'created_at', 'updated_at', 'is_counted']"
HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

FRESH = "SELECT 1 AS sign, n.event_id AS act, n.* FROM fresh n"
STALE_AND_FRESH = "SELECT -1 AS sign, n.event_id AS act, o.* FROM stale o JOIN fresh n ON n.id = o.id UNION ALL " + FRESH
EVERYBODY = "SELECT 1 AS sign, n.event_id AS act, n.* FROM residents_resident n"
NEIGHBOURS = """
    SELECT s.sign, n.event_id AS act, m.kelurahan_id, s.rw, s.rt, m.citizenship, m.sex, m.family_relation, m.is_counted,
        m.birth_date, {dimensions}
    FROM fresh n JOIN stale o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES (-1, o.rw, o.rt), (1, n.rw, n.rt)) s (sign, rw, rt)
    JOIN residents_resident m ON m.kelurahan_id = n.kelurahan_id AND m.family_card_id = n.id
    WHERE (o.rw, o.rt) <> (n.rw, n.rt)
""".format(dimensions=", ".join(f"m.{name}" for name in DIMENSIONS if name not in {"citizenship", "family_relation"}))


def placed(people: str) -> str:
    """People of residents' rows, with the RW and RT of their card."""
    return f"""
        SELECT p.*, c.rw, c.rt FROM ({people}) p
        JOIN residents_familycard c ON c.kelurahan_id = p.kelurahan_id AND c.id = p.family_card_id
    """


def tallied(people: str) -> str:
    answers = ", ".join(f"('{name}', p.{name})" for name in DIMENSIONS)
    return f"""
        INSERT INTO residents_tally AS t (kelurahan_id, rw, rt, dimension, key, sex, people)
        SELECT p.kelurahan_id, CASE WHEN grouping(p.rw) = 1 THEN '*' ELSE p.rw END AS w,
            CASE WHEN grouping(p.rt) = 1 THEN '*' ELSE p.rt END AS t, d.dimension, d.key, p.sex, sum(p.sign)
        FROM ({people}) p
        CROSS JOIN LATERAL (VALUES ('all', ''), ('birth', to_char(p.birth_date, 'YYYY-MM')), {answers}) d (dimension, key)
        WHERE p.is_counted
        GROUP BY GROUPING SETS (
            (p.kelurahan_id, d.dimension, d.key, p.sex), (p.kelurahan_id, p.rw, p.rt, d.dimension, d.key, p.sex)
        )
        HAVING sum(p.sign) <> 0
        ORDER BY 1, 2, 3, 4, 5, 6
        ON CONFLICT (kelurahan_id, rw, rt, dimension, key, sex) DO UPDATE SET people = t.people + excluded.people;
    """


def flowing(people: str) -> str:
    return f"""
        INSERT INTO residents_flow AS t
            (kelurahan_id, month, component, detail, rw, rt, citizenship, sex, people, heads)
        SELECT p.kelurahan_id, date_trunc('month', e.reported_on)::date, e.component, e.detail, p.rw, p.rt,
            p.citizenship, p.sex, sum(p.sign), coalesce(sum(p.sign) FILTER (WHERE p.family_relation = 'head'), 0)
        FROM ({people}) p
        JOIN residents_event e ON e.kelurahan_id = p.kelurahan_id AND e.id = p.act
        WHERE p.is_counted
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        HAVING sum(p.sign) <> 0 OR coalesce(sum(p.sign) FILTER (WHERE p.family_relation = 'head'), 0) <> 0
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
        ON CONFLICT (kelurahan_id, month, component, detail, rw, rt, citizenship, sex)
            DO UPDATE SET people = t.people + excluded.people, heads = t.heads + excluded.heads;
    """


def begun(rows: str, of_card: str) -> str:
    return f"""
        INSERT INTO residents_change (kelurahan_id, subject, version, event_id, of_card, before, after)
        SELECT n.kelurahan_id, n.id, n.version, n.event_id, {of_card}, NULL, (
            SELECT coalesce(jsonb_object_agg(key, value), '{{}}') FROM jsonb_each(to_jsonb(n) - {NOT_TOLD})
            WHERE value NOT IN ('""', 'null'))
        FROM {rows} n;
    """


def moved_on(of_card: str) -> str:
    return f"""
        IF EXISTS (SELECT FROM fresh n LEFT JOIN stale o ON o.id = n.id
            WHERE o.id IS NULL OR n.version <> o.version + 1 OR n.kelurahan_id <> o.kelurahan_id) THEN
            RAISE EXCEPTION 'rows of the registry change by events, one version at a time' USING ERRCODE = '23514';
        END IF;
        INSERT INTO residents_change (kelurahan_id, subject, version, event_id, of_card, before, after)
        SELECT n.kelurahan_id, n.id, n.version, n.event_id, {of_card}, d.before, d.after
        FROM fresh n JOIN stale o ON o.id = n.id
        CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_object_agg(b.key, b.value), '{{}}') AS before,
                coalesce(jsonb_object_agg(b.key, a.doc -> b.key), '{{}}') AS after
            FROM (SELECT to_jsonb(n) AS doc OFFSET 0) a -- once for a row, not once for each of its columns
            CROSS JOIN jsonb_each(to_jsonb(o) - {NOT_TOLD}) b
            WHERE a.doc -> b.key IS DISTINCT FROM b.value
        ) d;
    """


def trigger(name: str, table: str, when: str, body: str) -> str:
    referencing = "NEW TABLE AS fresh" + (" OLD TABLE AS stale" if when == "UPDATE" else "")
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger {HEAD} AS $$ BEGIN {body} RETURN NULL; END $$;
        CREATE TRIGGER {name} AFTER {when} ON {table} REFERENCING {referencing}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}();
        REVOKE ALL ON FUNCTION {name}() FROM PUBLIC;
    """


FIRST_ONLY = """
    IF EXISTS (SELECT FROM fresh WHERE version <> 1) THEN
        RAISE EXCEPTION 'a row of the registry begins with version 1' USING ERRCODE = '23514';
    END IF;
"""
OPEN_MONTHS = """
    PERFORM hold_registry(k) FROM (SELECT DISTINCT kelurahan_id AS k FROM fresh ORDER BY 1) offices;
    IF EXISTS (SELECT FROM residents_closedmonth c JOIN fresh e ON e.kelurahan_id = c.kelurahan_id
        AND e.reported_on < c.month + interval '1 month') THEN
        RAISE EXCEPTION 'month is closed' USING ERRCODE = '23514', CONSTRAINT = 'month_is_closed';
    END IF;
"""
LOCK = """
    CREATE FUNCTION hold_registry(kelurahan bigint) RETURNS void LANGUAGE sql VOLATILE
        AS $$ SELECT pg_advisory_xact_lock((x'7265676973'::bigint << 24) + kelurahan % (1 << 24)) $$;
    COMMENT ON FUNCTION hold_registry IS
        'One event at a time in one office: its counts cannot deadlock, and a month closes between two events.';
"""
HOLDERS = """
    CREATE FUNCTION nik_holders(wanted text[]) RETURNS TABLE (nik text, kelurahan_id bigint)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
        AS $$ DECLARE
            lo text := coalesce(current_setting('app.area_lo', true), '');
            hi text := coalesce(current_setting('app.area_hi', true), '');
        BEGIN
            PERFORM set_config('app.area_lo', '0', true), set_config('app.area_hi', '9999999999', true);
            RETURN QUERY SELECT r.nik, r.kelurahan_id FROM residents_resident r
                WHERE r.nik = ANY (wanted) AND r.life_status NOT IN ('moved', 'invalid');
            PERFORM set_config('app.area_lo', lo, true), set_config('app.area_hi', hi, true);
        END $$;
    COMMENT ON FUNCTION nik_holders IS
        'Which office holds these NIK, and nothing else about the people: a NIK stands once in the city.';
    REVOKE ALL ON FUNCTION nik_holders(text[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION nik_holders(text[]) TO ekelurahan_app;
"""
BACKFILL = f"""
    DO $$ BEGIN
        PERFORM set_config('app.area_lo', '0', true), set_config('app.area_hi', '9999999999', true);
        INSERT INTO residents_event (id, kelurahan_id, kind, component, detail, happened_on, reported_on, recorded_at,
            officer, via, reason, told)
        SELECT gen_random_uuid(), kelurahan_id, 'enrol', 'enrolment', '', current_date, current_date, now(), '',
            'import', '', '{{}}'
        FROM (SELECT DISTINCT kelurahan_id FROM residents_familycard) offices;
        UPDATE residents_familycard r SET event_id = e.id FROM residents_event e WHERE e.kelurahan_id = r.kelurahan_id;
        UPDATE residents_resident r SET event_id = e.id FROM residents_event e WHERE e.kelurahan_id = r.kelurahan_id;
        {begun("residents_familycard", "true")}
        {begun("residents_resident", "false")}
        {tallied(placed(EVERYBODY))}
        {flowing(placed(EVERYBODY))}
        INSERT INTO residents_nameword (word, people)
        SELECT word, count(*) FROM residents_residentword GROUP BY word;
        PERFORM set_config('app.area_lo', '', true), set_config('app.area_hi', '', true);
    END $$;
"""


ANALYZE = """
    DO $$ BEGIN
        IF current_setting('server_version_num')::int >= 170000 THEN
            EXECUTE 'GRANT MAINTAIN ON residents_event, residents_change, residents_tally, residents_flow TO ekelurahan_app';
        END IF;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0003_events"), ("areas", "0001_scope")]

    operations = [
        EnableRowSecurity("residents_event", append_only=True),
        EnableRowSecurity("residents_change", read_only=True),
        EnableRowSecurity("residents_proof", append_only=True),
        EnableRowSecurity("residents_tally", read_only=True),
        EnableRowSecurity("residents_flow", read_only=True),
        EnableRowSecurity("residents_closedmonth", append_only=True),
        EnableRowSecurity("residents_transfer"),
        EnableRowSecurity("residents_pair"),
        EnableRowSecurity("residents_neighbourhood"),
        migrations.RunSQL("GRANT SELECT, INSERT, UPDATE ON residents_nameword TO ekelurahan_app", "SELECT 1"),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AlterField("familycard", "event_id", models.UUIDField()),
        migrations.AlterField("resident", "event_id", models.UUIDField()),
        SameOffice("residents_familycard", "event_id", "residents_event"),
        SameOffice("residents_resident", "event_id", "residents_event"),
        SameOffice("residents_proof", "event_id", "residents_event"),
        migrations.RunSQL(ANALYZE, migrations.RunSQL.noop),
        migrations.RunSQL(LOCK, "DROP FUNCTION hold_registry"),
        migrations.RunSQL(HOLDERS, "DROP FUNCTION nik_holders"),
        migrations.RunSQL(
            trigger("registry_events_told", "residents_event", "INSERT", OPEN_MONTHS)
            + trigger(
                "registry_people_begun", "residents_resident", "INSERT",
                FIRST_ONLY + begun("fresh", "false") + tallied(placed(FRESH)) + flowing(placed(FRESH)),
            )
            + trigger(
                "registry_people_changed", "residents_resident", "UPDATE",
                moved_on("false") + tallied(placed(STALE_AND_FRESH)) + flowing(placed(STALE_AND_FRESH)),
            )
            + trigger("registry_cards_begun", "residents_familycard", "INSERT", FIRST_ONLY + begun("fresh", "true"))
            + trigger(
                "registry_cards_changed", "residents_familycard", "UPDATE",
                moved_on("true") + tallied(NEIGHBOURS) + flowing(NEIGHBOURS),
            ),
            migrations.RunSQL.noop,
        ),
    ]
