"""What other nouns do for accounts."""

from collections.abc import Callable
from typing import Any

from cadres.shared.extensions import Slot

# An expression over accounts: whether a county asks the role of each for a second factor.
FACTOR_ASKED: Slot[Callable[[], Any]] = Slot("accounts: second factor")
# Tells the holder what was done about the safety of the account: (user, what, key of the notice, its parameters).
TELL: Slot[Callable[[Any, str, str, dict[str, Any]], None]] = Slot("accounts")
# The same about what the holder may not have done, to the security and the audit administrators.
WARN: Slot[Callable[[Any, str, str, dict[str, Any]], None]] = Slot("accounts: warnings")
