"""Residents, family cards and the words of names, each office by itself."""

import django.db.models.deletion
from django.db import migrations, models

import ekelurahan.lib.ids
from ekelurahan.areas.tenant import EnableRowSecurity, SameOffice


class Migration(migrations.Migration):
    initial = True

    dependencies = [("areas", "0001_scope")]

    operations = [
        migrations.CreateModel(
            name="FamilyCard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ekelurahan.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kelurahan_id", models.BigIntegerField()),
                ("no_kk", models.TextField(db_collation="C")),
                ("address", models.CharField(blank=True, max_length=255)),
                ("hamlet", models.CharField(blank=True, max_length=50)),
                ("rt", models.CharField(blank=True, max_length=3)),
                ("rw", models.CharField(blank=True, max_length=3)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kelurahan_id", "no_kk"), name="family_card_no_kk"),
                    models.UniqueConstraint(fields=("kelurahan_id", "id"), name="family_card_office"),
                    models.CheckConstraint(
                        condition=models.Q(("no_kk__regex", "^[0-9]{16}$")), name="family_card_no_kk_digits"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ekelurahan.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kelurahan_id", models.BigIntegerField()),
                ("nik", models.TextField(db_collation="C", null=True)),
                ("name", models.CharField(max_length=100)),
                ("sex", models.CharField(blank=True, default="", max_length=32)),
                ("birth_place", models.CharField(blank=True, max_length=100)),
                ("birth_date", models.DateField()),
                ("religion", models.CharField(blank=True, default="", max_length=32)),
                ("education", models.CharField(blank=True, default="", max_length=32)),
                ("schooling", models.CharField(blank=True, default="", max_length=32)),
                ("occupation", models.CharField(blank=True, default="", max_length=32)),
                ("marital_status", models.CharField(blank=True, default="", max_length=32)),
                ("family_relation", models.CharField(blank=True, default="", max_length=32)),
                ("citizenship", models.CharField(blank=True, default="WNI", max_length=32)),
                ("father_nik", models.CharField(blank=True, max_length=16)),
                ("father_name", models.CharField(blank=True, max_length=100)),
                ("mother_nik", models.CharField(blank=True, max_length=16)),
                ("mother_name", models.CharField(blank=True, max_length=100)),
                ("blood_group", models.CharField(blank=True, default="", max_length=32)),
                ("birth_certificate", models.CharField(blank=True, max_length=50)),
                ("passport", models.CharField(blank=True, max_length=50)),
                ("passport_expiry_date", models.DateField(null=True)),
                ("stay_permit", models.CharField(blank=True, max_length=50)),
                ("marriage_certificate", models.CharField(blank=True, max_length=50)),
                ("marriage_date", models.DateField(null=True)),
                ("divorce_certificate", models.CharField(blank=True, max_length=50)),
                ("divorce_date", models.DateField(null=True)),
                ("disability", models.CharField(blank=True, default="", max_length=32)),
                ("contraception", models.CharField(blank=True, default="", max_length=32)),
                ("pregnancy", models.CharField(blank=True, default="", max_length=32)),
                ("id_card", models.CharField(blank=True, default="", max_length=32)),
                ("id_card_status", models.CharField(blank=True, default="", max_length=32)),
                ("current_address", models.CharField(blank=True, max_length=255)),
                ("life_status", models.CharField(blank=True, default="alive", max_length=32)),
                ("ethnicity", models.CharField(blank=True, max_length=50)),
                ("card_tag", models.CharField(blank=True, max_length=17)),
                ("insurance", models.CharField(blank=True, default="", max_length=32)),
                ("insurance_number", models.CharField(blank=True, max_length=50)),
                ("latitude", models.CharField(blank=True, max_length=24)),
                ("longitude", models.CharField(blank=True, max_length=24)),
                ("remark", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "family_card",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="residents.familycard",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ResidentWord",
            fields=[
                ("kelurahan_id", models.BigIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kelurahan_id",
                        "word",
                        "resident_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("word", models.CharField(db_collation="C", max_length=100)),
                (
                    "resident",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="residents.resident",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(fields=["kelurahan_id", "family_card"], name="resident_family_card"),
        ),
        migrations.AddIndex(
            model_name="resident", index=models.Index(fields=["kelurahan_id", "birth_date"], name="resident_birth_date")
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.UniqueConstraint(fields=("kelurahan_id", "nik"), name="resident_nik"),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.UniqueConstraint(fields=("kelurahan_id", "id"), name="resident_office"),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.CheckConstraint(
                condition=models.Q(("nik__regex", "^[0-9]{16}$")), name="resident_nik_digits"
            ),
        ),
        migrations.AddIndex(
            model_name="residentword",
            index=models.Index(fields=["kelurahan_id", "resident"], name="resident_word_resident"),
        ),
        EnableRowSecurity("residents_familycard"),
        EnableRowSecurity("residents_resident"),
        EnableRowSecurity("residents_residentword", deletable=True),
        SameOffice("residents_resident", "family_card_id", "residents_familycard"),
        SameOffice("residents_residentword", "resident_id", "residents_resident"),
    ]
