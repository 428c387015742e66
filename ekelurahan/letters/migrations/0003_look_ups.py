"""A letter is found by its printed number."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0002_access'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['kelurahan_id', 'number'], name='letter_number'),
        ),
    ]
