from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0021_outbox_of_notices'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='notice',
            name='cadres_notice_unmailed',
        ),
        migrations.RemoveField(
            model_name='notice',
            name='mailed_at',
        ),
    ]
