"""What a password must be (密码策略), by profile: the graded protection (等保) and ASVS 5 ask for opposite things.

``dengbao`` (GB/T 22239, 8.1.4.1): mixed signs, none of the last ones again, another every ninety days. ``asvs`` (6.2):
long and hard to guess, any signs, for as long as nobody else knows it.
"""

from dataclasses import dataclass
from typing import Any

VALIDATORS = "cadres.platform.accounts.services.validators"
DJANGO = "django.contrib.auth.password_validation"


def _asks(name: str, **options: Any) -> dict[str, Any]:
    return {"NAME": name, "OPTIONS": options}


@dataclass(frozen=True)
class Profile:
    """``days``: after so many it is over; 0: never. ``validators`` as in ``AUTH_PASSWORD_VALIDATORS``."""

    days: int
    validators: tuple[dict[str, Any], ...]


ALWAYS = (
    _asks(f"{DJANGO}.CommonPasswordValidator"),
    _asks(f"{VALIDATORS}.NothingOfThisPlace", least=8),
)

PROFILES = {
    "dengbao": Profile(
        days=90,
        validators=(
            _asks(f"{DJANGO}.MinimumLengthValidator", min_length=10),
            _asks(f"{VALIDATORS}.MixedSigns", least=3),
            _asks(f"{DJANGO}.UserAttributeSimilarityValidator", user_attributes=("username", "name", "email")),
            *ALWAYS,
            _asks(f"{VALIDATORS}.NotUsedBefore", last=5),
        ),
    ),
    "asvs": Profile(
        days=0,
        validators=(
            _asks(f"{DJANGO}.MinimumLengthValidator", min_length=12),
            *ALWAYS,
            _asks(f"{VALIDATORS}.HardToGuess", least=3),
        ),
    ),
}
