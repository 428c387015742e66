"""What a lurah decided, newest first, is read from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0002_access'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('act__in', ['approve', 'reject', 'return', 'revoke'])), fields=['kelurahan_id', 'user_id', 'at'], name='event_decided_by'),
        ),
    ]
