"""Corrections as tests propose and approve them, on a scan made byte by byte."""

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cadres.models import Correction, Post, Sanction, Tenure
from cadres.registry.corrections import services as corrections
from cadres.registry.corrections.models import VALUES
from tests.support.cadres import CadreFactory, LeaderFactory, TenureFactory, UserFactory
from tests.support.documents import pdf

PAPER = {"document": "县委任〔2026〕8号", "reason": "任免文件漏录"}
EMPTY: dict[str, Any] = dict.fromkeys(VALUES, "") | {"since": None, "until": None}


def scan() -> Any:
    return BytesIO(pdf()), "任免文件.pdf"


def as_on_record(tenure: Tenure, **changes: Any) -> dict[str, Any]:
    """The values of a tenure, as the form of its correction comes with them."""
    papers = {name: getattr(tenure, name) for name in corrections.PAPERS}
    return papers | {"since": tenure.held.lower, "until": tenure.held.upper} | changes


def correction(tenure: Tenure | None = None, *, by: Any = None, **changes: Any) -> Correction:
    """Proposed: another first day of a tenure, unless ``changes`` say otherwise."""
    tenure = tenure or TenureFactory()
    values = as_on_record(tenure, **(changes or {"since": date(2023, 2, 1)}))
    return corrections.propose_tenure(tenure, values, scan=scan(), by=by or UserFactory(), **PAPER)


def entry(post: Post, *, cadre: Any = None, by: Any = None, **values: Any) -> Correction:
    """Proposed: a tenure that is missing on record."""
    given = EMPTY | {"start_basis": "appointment"} | values
    return corrections.propose_entry(
        cadre or CadreFactory(), post, given, scan=scan(), by=by or UserFactory(), **PAPER
    )


def without_paper() -> Correction:
    """As nobody can propose one."""
    tenure = TenureFactory()
    values = as_on_record(tenure, since=date(2023, 2, 1))
    made = Correction(cadre=tenure.cadre, kind="tenure", tenure=tenure, proposed_by=UserFactory(), **values, **PAPER)
    made.former = corrections.state_of(made)
    made.save()
    return made


def annulled(sanction: Sanction, *, on: date, reason: str = "申诉成立", document: str = "撤1号") -> Sanction:
    """As two people annul it."""
    found = corrections.propose_annulment(
        sanction, on=on, reason=reason, document=document, scan=scan(), by=UserFactory()
    )
    corrections.move_correction(found, "approve", by=LeaderFactory())
    return Sanction.objects.get(pk=sanction.pk)


def uploaded() -> SimpleUploadedFile:
    """The scan as a browser sends it."""
    file, name = scan()
    return SimpleUploadedFile(name, file.getvalue())
