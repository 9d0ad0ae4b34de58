"""A correction that waits for a leader: a paper that was left out when the files were brought in."""

from io import BytesIO

from cadres.models import User
from cadres.registry.corrections.services import PAPERS, propose_tenure
from config.demo.papers import sheet
from config.demo.people import People
from config.demo.place import Place


def leave_correction(place: Place, people: People, *, staff: User) -> None:
    """Of the head of the first township in which nobody takes part in the walk."""
    seats = [seat for seat in place.seats if seat.kind == "head" and seat.unit not in {*people.soon, *place.pilots}]
    tenure = next(people.tenure_of[seat.key] for seat in seats if seat.key in people.tenure_of)
    document = f"平委任〔{tenure.held.lower.year}〕17号（演示）"
    papers = {name: getattr(tenure, name) for name in PAPERS} | {"start_document": document}
    propose_tenure(
        tenure,
        papers | {"since": tenure.held.lower, "until": tenure.held.upper},
        document=document,
        reason="任职文号录入有误，以文件为准",
        scan=(BytesIO(sheet("任职文件", document, "演示材料，内容均为虚构")), "任职文件.pdf"),
        by=staff,
    )
