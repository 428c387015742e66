"""Row security; letters, files and revocations can be added and read, and nothing else."""

from django.db import migrations

from ekelurahan.areas.tenant import EnableRowSecurity, SameOffice


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("areas", "0001_scope")]
    operations = [
        EnableRowSecurity("letters_numberseries"),
        EnableRowSecurity("letters_letter", append_only=True),
        EnableRowSecurity("letters_letterfile", append_only=True),
        EnableRowSecurity("letters_revocation", append_only=True),
        SameOffice("letters_letterfile", "letter_id", "letters_letter"),
        SameOffice("letters_revocation", "letter_id", "letters_letter"),
    ]
