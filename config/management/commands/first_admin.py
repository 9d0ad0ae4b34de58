"""The first account of an empty installation."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from cadres.models import User
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.opening import open_account

LOCK = 7_263_451  # any number, the same in every process


class Command(BaseCommand):
    """``manage.py first_admin``: a system administrator with a random password, shown here and nowhere else."""

    help = "Make the first system administrator and show the password once. Does nothing when any account exists."

    def add_arguments(self, parser):
        parser.add_argument("--username", default="admin")

    @transaction.atomic
    def handle(self, *args, **options):
        with connection.cursor() as cursor:  # two starts at the same moment make one administrator
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if User.objects.exists():
            self.stdout.write("There are accounts already; none was made.")
            return
        user, password = open_account(options["username"], name="System administrator", role=Role.SYSTEM, by=None)
        user.must_change_password = True
        user.save(update_fields=["must_change_password"])
        self.stdout.write(
            f"\nThe first system administrator:\n"
            f"  user name  {user.username}\n"
            f"  password   {password}\n"
            "The password is kept nowhere: write it down now, and change it after the first log-in.\n"
        )
