"""What the database itself holds of an attachment."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cadres.models import Attachment, AttachmentPart
from cadres.shared.files.encrypted_files import checked_parts
from tests.cadres.platform.attachments.making import attach, inspection, replace
from tests.support.crypto import stored
from tests.support.documents import pdf
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cadres_attachment SET title = 'x'",
        "UPDATE cadres_attachment SET sha256 = repeat('0', 64)",
        "DELETE FROM cadres_attachment",
        "UPDATE cadres_attachmentpart SET data = ''",
        "DELETE FROM cadres_attachmentpart",
    ],
)
def test_nothing_of_a_paper_changes_or_goes(sql, staff):
    paper = attach(inspection(), staff)

    with pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic(), as_owner() as cursor:
        cursor.execute(sql)

    assert b"".join(checked_parts(paper)) == pdf()


def test_content_lies_encrypted_and_its_making_is_in_the_history(staff):
    paper = attach(inspection(), staff)

    assert b"%PDF" not in b"".join(stored(part, "data") for part in AttachmentPart.objects.all())
    event = paper.events.get()
    assert (event.pgh_label, event.sha256, event.slot) == ("insert", paper.sha256, "file")


def test_a_slot_has_one_first_paper_and_each_is_replaced_once(staff):
    record = inspection()
    first = attach(record, staff)
    replace(first, staff)
    other = attach(record, staff, slot="report")
    values = {name: getattr(first, name) for name in ("record_model", "record_id", "slot", "title", "sha256")}
    values |= {"name": "x.pdf", "content_type": "application/pdf", "added_by": staff}

    for changes, constraint in (
        ({}, "cadres_attachment_one_chain"),
        ({"replaces": first, "reason": "x"}, "replaces_id"),
        ({"replaces": other, "reason": "x"}, "belongs elsewhere"),
        ({"slot": "petitions", "replaces": other}, "belongs elsewhere"),
        ({"slot": "report", "replaces": other}, "cadres_attachment_replaced_with_reason"),
        ({"slot": "petitions", "content_type": "text/html"}, "cadres_attachment_type"),
        ({"slot": "petitions", "sha256": "x"}, "cadres_attachment_digest"),
        ({"slot": "petitions", "dated": "then"}, "cadres_attachment_dated"),
        ({"record_model": "Inspection"}, "cadres_attachment_record"),
    ):
        with pytest.raises((IntegrityError, DatabaseError), match=constraint), transaction.atomic():
            Attachment.objects.create(**{**values, **changes})
