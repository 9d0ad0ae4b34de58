"""What a password is tried against, besides Django's own; which of them count says ``config/passwords.py``."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from zxcvbn import zxcvbn

from cadres.platform.accounts.models import FormerPassword, User
from cadres.platform.installation.models import Installation
from cadres.shared.names import name_key, place_key

# What everybody here thinks of first: password, the department, its work, I love you, China, admin.
WORDS = ("password", "mima", "zuzhibu", "zuzhi", "ganbu", "cadres", "woaini", "zhongguo", "admin", "qwerty", "abc")
LEAST_OF_A_NAME = 4  # letters; shorter ones are parts of many words


class MixedSigns:
    """Small letters, capital letters, digits, other signs: so many kinds of these."""

    KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")

    def __init__(self, least: int):
        self.least = least

    def validate(self, password: str, user: User | None = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in self.KINDS) < self.least:
            raise ValidationError(self.get_help_text(), code="password_signs")

    def get_help_text(self) -> str:
        return _("It needs %(least)d of these: small letters, capital letters, digits, other signs.") % {
            "least": self.least
        }


class NothingOfThisPlace:
    """Something must be left when the names of the place, the department and the person are taken out."""

    def __init__(self, least: int):
        self.least = least

    def validate(self, password: str, user: User | None = None) -> None:
        left = password.lower()
        for word in sorted(words_around(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < self.least:
            raise ValidationError(
                _("It consists of names or words that everybody here would try."), code="password_of_this_place"
            )

    def get_help_text(self) -> str:
        return _("It must not consist of your name, the place or the department.")


class NotUsedBefore:
    """Neither the present one nor one of the last."""

    def __init__(self, last: int):
        self.last = last

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        former = FormerPassword.objects.filter(user=user).values_list("digest", flat=True)[: self.last - 1]
        if any(check_password(password, digest) for digest in (user.password, *former)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return ngettext(
            "It must be none of your last %(last)d password.",
            "It must be none of your last %(last)d passwords.",
            self.last,
        ) % {"last": self.last}


class HardToGuess:
    """By what guessing programs try, from 0 to 4 (zxcvbn); names of place and person are known to it."""

    LONGEST = 72  # what is longer is judged by its beginning, which keeps the time short

    def __init__(self, least: int):
        self.least = least

    def validate(self, password: str, user: User | None = None) -> None:
        found = zxcvbn(password[: self.LONGEST], user_inputs=sorted(words_around(user)))
        if found["score"] < self.least:
            raise ValidationError(
                _("It is too easy to guess. Several words that have nothing to do with each other are harder."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("It must be hard to guess: several words that have nothing to do with each other.")


def words_around(user: User | None) -> set[str]:
    return {word for word in _words_around(user) if len(word) >= LEAST_OF_A_NAME} | set(WORDS)


def _words_around(user: User | None) -> Iterator[str]:
    places = Installation.objects.filter(division__isnull=False).values_list("division__name", flat=True)
    for place in places:
        yield from _spellings(place_key(place))
        yield from _spellings(place_key(place[:-1]))  # people leave 县 out
    yield from re.findall(r"[a-z]+", str(settings.SITE_NAME).lower())
    if user is not None:
        yield from (user.username.lower(), user.email.partition("@")[0].lower(), user.name.lower())
        yield from _spellings(name_key(user.name))


def _spellings(syllables: str) -> Iterator[str]:
    """Written together, and the given name by itself."""
    one = syllables.split()
    yield "".join(one)
    yield "".join(one[1:])
