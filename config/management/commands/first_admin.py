"""The first accounts of an empty installation: the three administrators, so that none of them is everybody."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from cadres.models import User
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.opening import open_account

FIRST = (
    ("admin", "System administrator", Role.SYSTEM),
    ("security", "Security administrator", Role.SECURITY),
    ("audit", "Audit administrator", Role.AUDIT),
)
LOCK = 7_263_451  # any number, the same in every process


class Command(BaseCommand):
    """``manage.py first_admin``: the three administrators with random passwords, shown here and nowhere else."""

    help = "Make the three first administrators and show their passwords once. Does nothing when any account exists."

    @transaction.atomic
    def handle(self, *args, **options):
        with connection.cursor() as cursor:  # two starts at the same moment make one administrator
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if User.objects.exists():
            self.stdout.write("There are accounts already; none was made.")
            return
        self.stdout.write("\nThe three administrators, each for another person:")
        for username, name, role in FIRST:
            user, password = open_account(username, name=name, role=role, by=None)
            user.must_change_password = True
            user.save(update_fields=["must_change_password"])
            self.stdout.write(f"  {name:<24} user name {username:<10} password {password}")
        self.stdout.write(
            "The passwords are kept nowhere: hand each over now; they are changed at the first log-in.\n"
            "'admin' opens accounts, 'security' gives them their roles, 'audit' reads the record.\n"
        )
