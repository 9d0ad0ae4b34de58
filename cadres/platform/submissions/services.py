"""The marks of forms that were sent. They belong to the transaction of the form: see ``submit_once``."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from cadres.platform.submissions.models import Submission
from cadres.shared.crypto import encrypted_field

ADDRESS = encrypted_field(Submission, "address")
KEPT_FOR = timedelta(days=1)
TAKE = (
    "INSERT INTO cadres_submission (user_id, key, address, at) VALUES (%s, %s, '', now())"
    " ON CONFLICT (user_id, key) DO NOTHING RETURNING id"
)


def take(user_id: int, key: str) -> str | None:
    """``None`` when the mark is ours now; otherwise where the one who had it was led.

    Waits for a transaction that has taken it and not ended: when that is rolled back, because the form was refused or
    its process killed, the mark is ours.
    """
    while True:
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [user_id, key])
            if cursor.fetchone():
                return None
        found = Submission.objects.filter(user=user_id, key=key).first()
        if found is not None:  # or it was cleared in this moment
            return found.address


def keep(user_id: int, key: str, address: str) -> None:
    """The form has acted, and led here."""
    sealed = ADDRESS.sealed(address, user_id, key)
    Submission.objects.filter(user=user_id, key=key).update(address=sealed)


def give_back(user_id: int, key: str) -> None:
    """The form was refused: what was typed may be sent again."""
    Submission.objects.filter(user=user_id, key=key).delete()


def clear_old() -> int:
    """Nightly: no page stays open for so long. Returns how many."""
    return Submission.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
