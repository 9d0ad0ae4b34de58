"""What the virus scanner found (病毒扫描): on record, and told to who reads the record and who keeps the machines."""

from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.platform.notices.services import notify
from cadres.shared.files.scanner import Found

# Who is told, and where there is more of it.
TOLD = {Role.AUDIT: "cadres:audit_list", Role.SYSTEM: "health"}


@transaction.atomic
def record_finding(found: Found) -> None:
    """Each finding is a step of the account that sent the file; the notice of one finding of his comes once a day."""
    facts = {
        "address": found.address,
        "page": found.page,
        "what": found.what,
        "sha256": found.sha256,
        "size": found.size,
    }
    record_step(found.by, "virus_found", by=found.by, target="refused", facts=facts)
    digest = sha256(found.what.encode()).hexdigest()[:16]
    key = f"virus:{found.by.pk}:{digest}:{timezone.localdate().isoformat()}"
    params = {"what": found.what, "who": str(found.by)}
    for role, page in TOLD.items():
        told = User.objects.filter(role=role, is_active=True)
        notify(told, kind="cadres.virus_found", key=key, params=params, url=reverse(page))
