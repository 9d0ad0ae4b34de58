"""What other nouns do for accounts."""

from collections.abc import Callable
from typing import Any

from cadres.shared.extensions import Slot

# Tells the holder what was done about the safety of the account: (user, what, key of the notice).
TELL: Slot[Callable[[Any, str, str], None]] = Slot("accounts")
