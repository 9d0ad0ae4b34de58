from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows from before stay as they were; every row that is written from now on obeys."""

    dependencies = [("selection", "0011_notices_run_from_their_record")]

    operations = [
        AddConstraintNotValid(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("settled_by", None))
                | models.Q(("settled_by", models.F("recorded_by")), _negated=True),
                name="selection_complaint_four_eyes",
            ),
        ),
    ]
