
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0026_ranks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='annualresult',
            name='grade',
            field=models.CharField(choices=[('excellent', 'Excellent'), ('competent', 'Competent'), ('basic', 'Basically competent'), ('incompetent', 'Incompetent'), ('qualified', 'Qualified'), ('hardly', 'Basically qualified'), ('unqualified', 'Unqualified'), ('none', 'No grade given')], max_length=12, verbose_name='grade'),
        ),
        migrations.AlterField(
            model_name='annualresultevent',
            name='grade',
            field=models.CharField(choices=[('excellent', 'Excellent'), ('competent', 'Competent'), ('basic', 'Basically competent'), ('incompetent', 'Incompetent'), ('qualified', 'Qualified'), ('hardly', 'Basically qualified'), ('unqualified', 'Unqualified'), ('none', 'No grade given')], max_length=12, verbose_name='grade'),
        ),
        migrations.AlterField(
            model_name='cadre',
            name='political_status',
            field=models.CharField(choices=[('01', 'Member of the Communist Party'), ('02', 'Probationary party member'), ('03', 'Member of the Youth League'), ('04', 'Member of a democratic party'), ('12', 'Personage without party affiliation'), ('13', 'Not a party member'), ('99', 'Not known')], default='99', max_length=2, verbose_name='political status'),
        ),
        migrations.AlterField(
            model_name='cadreevent',
            name='political_status',
            field=models.CharField(choices=[('01', 'Member of the Communist Party'), ('02', 'Probationary party member'), ('03', 'Member of the Youth League'), ('04', 'Member of a democratic party'), ('12', 'Personage without party affiliation'), ('13', 'Not a party member'), ('99', 'Not known')], default='99', max_length=2, verbose_name='political status'),
        ),
    ]
