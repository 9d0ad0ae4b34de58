
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0110_corrections'),
    ]

    operations = [
        migrations.AlterField(
            model_name='step',
            name='at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='at_by_the_database', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.at := statement_timestamp(); RETURN NEW;', hash='3f27319145cfa547ab952c0c9c651ef59fd3a206', operation='INSERT', pgid='pgtrigger_at_by_the_database_cc380', table='cadres_step', when='BEFORE')),
        ),
    ]
