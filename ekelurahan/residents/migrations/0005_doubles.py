"""Looking through the whole city for somebody who is about to be entered; who was merged into whom."""

from django.db import migrations, models
from django.db.models import Q

PEOPLE_LIKE = """
    CREATE FUNCTION people_like(named text, born date, near date[], her_nik text, her_name text)
        RETURNS TABLE (id uuid, kelurahan_id bigint, office varchar, name varchar, sex varchar, birth_place varchar,
            birth_date date, nik text, no_kk text, mother_name varchar, mother_nik varchar, father_name varchar)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
        AS $$ DECLARE
            lo text := coalesce(current_setting('app.area_lo', true), '');
            hi text := coalesce(current_setting('app.area_hi', true), '');
        BEGIN
            PERFORM set_config('app.area_lo', '0', true), set_config('app.area_hi', '9999999999', true);
            RETURN QUERY -- the rest by primary keys: guesses about offices must not lead through whole tables
                WITH found AS MATERIALIZED (
                    SELECT x.id, o.name AS office FROM offices_office o
                    CROSS JOIN LATERAL (
                        SELECT p.id FROM residents_resident p
                        WHERE p.kelurahan_id = o.kelurahan_id AND p.birth_date = ANY (near) AND (
                            similarity(p.name, named) > CASE WHEN p.birth_date = born THEN 0.2 ELSE 0.4 END
                            OR p.birth_date = born AND her_name <> '' AND similarity(p.mother_name, her_name) > 0.5)
                        UNION
                        SELECT p.id FROM residents_resident p
                        WHERE her_nik <> '' AND p.kelurahan_id = o.kelurahan_id AND p.mother_nik = her_nik
                            AND p.mother_nik <> ''
                    ) x
                )
                SELECT r.id, r.kelurahan_id, f.office, r.name, r.sex, r.birth_place, r.birth_date, r.nik, c.no_kk,
                    r.mother_name, r.mother_nik, r.father_name
                FROM found f
                JOIN residents_resident r ON r.id = f.id
                JOIN residents_familycard c ON c.id = r.family_card_id
                WHERE r.life_status NOT IN ('moved', 'invalid');
            PERFORM set_config('app.area_lo', lo, true), set_config('app.area_hi', hi, true);
        END $$;
    COMMENT ON FUNCTION people_like IS
        'Who in the city may be the person that is about to be entered: only near names of one birth date (or one beside
        it), and children of the mother. What the application compares, and no more.';
    REVOKE ALL ON FUNCTION people_like(text, date, date[], text, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION people_like(text, date, date[], text, text) TO ekelurahan_app;
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0004_triggers"), ("offices", "0002_access")]

    operations = [
        migrations.AddIndex(
            "resident",
            models.Index(fields=["kelurahan_id", "mother_nik"], condition=~Q(mother_nik=""), name="resident_of_mother"),
        ),
        migrations.AddIndex(
            "resident",
            models.Index(
                fields=["kelurahan_id", "merged_into"], condition=Q(merged_into__isnull=False), name="resident_merged"
            ),
        ),
        migrations.RunSQL(PEOPLE_LIKE, "DROP FUNCTION people_like"),
    ]
