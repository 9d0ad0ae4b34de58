"""A token for a REST client."""

from django.core.management.base import BaseCommand, CommandError

from cadres.platform.accounts.models import User
from cadres.platform.accounts.services.tokens import LONGEST_DAYS, make_token
from cadres.shared.api.base import SCOPES
from cadres.shared.errors import Refused


class Command(BaseCommand):
    """``manage.py make_token --user CLIENT --name SYSTEM --scopes base,assessment --days 90``."""

    help = "Make a token for a REST client's account and show it once."

    def add_arguments(self, parser):
        parser.add_argument("--user", required=True, help="user name of the client's account")
        parser.add_argument("--name", required=True, help="the system that will use it")
        parser.add_argument("--scopes", required=True, help=f"one or more of {', '.join(SCOPES)}, by commas")
        parser.add_argument("--days", type=int, default=90, help=f"days until it expires, at most {LONGEST_DAYS}")

    def handle(self, *args, **options):
        client = User.objects.filter(username=options["user"]).first()
        if client is None:
            raise CommandError(f"There is no account {options['user']!r}.")
        scopes = [scope.strip() for scope in options["scopes"].split(",") if scope.strip()]
        try:
            token, secret = make_token(client, name=options["name"], scopes=scopes, days=options["days"], by=None)
        except Refused as refused:
            raise CommandError("\n".join(str(objection) for objection in refused.objections)) from None
        self.stderr.write(f"Valid until {token.expiry:%Y-%m-%d}. It is kept nowhere: write it down now.")
        self.stdout.write(secret)
