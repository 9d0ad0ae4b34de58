
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='score',
            name='band',
            field=models.CharField(blank=True, choices=[('excellent', 'Excellent'), ('competent', 'Competent'), ('basic', 'Basically competent'), ('incompetent', 'Incompetent'), ('qualified', 'Qualified'), ('hardly', 'Basically qualified'), ('unqualified', 'Unqualified'), ('none', 'No grade given')], max_length=12, verbose_name='suggested band'),
        ),
        migrations.AlterField(
            model_name='score',
            name='grade',
            field=models.CharField(blank=True, choices=[('excellent', 'Excellent'), ('competent', 'Competent'), ('basic', 'Basically competent'), ('incompetent', 'Incompetent'), ('qualified', 'Qualified'), ('hardly', 'Basically qualified'), ('unqualified', 'Unqualified'), ('none', 'No grade given')], max_length=12, verbose_name='grade'),
        ),
        migrations.AlterField(
            model_name='scoreevent',
            name='band',
            field=models.CharField(blank=True, choices=[('excellent', 'Excellent'), ('competent', 'Competent'), ('basic', 'Basically competent'), ('incompetent', 'Incompetent'), ('qualified', 'Qualified'), ('hardly', 'Basically qualified'), ('unqualified', 'Unqualified'), ('none', 'No grade given')], max_length=12, verbose_name='suggested band'),
        ),
        migrations.AlterField(
            model_name='scoreevent',
            name='grade',
            field=models.CharField(blank=True, choices=[('excellent', 'Excellent'), ('competent', 'Competent'), ('basic', 'Basically competent'), ('incompetent', 'Incompetent'), ('qualified', 'Qualified'), ('hardly', 'Basically qualified'), ('unqualified', 'Unqualified'), ('none', 'No grade given')], max_length=12, verbose_name='grade'),
        ),
    ]
