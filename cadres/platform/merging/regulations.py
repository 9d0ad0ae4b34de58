"""Which day's law judges a merge; see ``docs/merging.md``."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.judging import Judged

MERGE = Judged(
    key="cadres.merge",
    title=_("Merge of two records"),
    says=_("the day on which it is proposed"),
    why=_("Who approves decides on the proposal as it was made."),
    day=lambda merge: merge.proposed_at and localdate(merge.proposed_at),
)
PAIR = Judged(
    key="cadres.pair",
    title=_("Pair of records that may be the same"),
    says=_("the day of the step"),
    why=_("Nothing is changed before a merge is proposed."),
    day=lambda _pair: None,
)
