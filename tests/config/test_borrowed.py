"""What Django and allauth say on pages is said in the words of an office."""

from pathlib import Path

import allauth
import django
import polib
import pytest
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.forms import CharField
from django.utils import translation

from config.borrowed import COUNTING, TEXTS

OURS = Path(settings.BASE_DIR, "locale", "zh_Hans", "LC_MESSAGES", "django.po")
THEIRS = (
    Path(django.__file__).parent / "conf" / "locale",
    Path(django.__file__).parent / "contrib" / "auth" / "locale",
    Path(allauth.__file__).parent / "locale",
)


def test_they_still_say_what_our_catalogue_says_anew():
    theirs = {
        (entry.msgid, entry.msgid_plural)
        for folder in THEIRS
        for entry in polib.pofile(str(folder / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    }

    assert {(text, "") for text in TEXTS} | set(COUNTING) <= theirs


def test_each_has_its_chinese():
    ours = {entry.msgid for entry in polib.pofile(str(OURS)) if entry.translated()}

    assert set(TEXTS) | {one for one, _more in COUNTING} <= ours


@pytest.mark.parametrize(
    ("given", "chinese"),
    [("", "此项必填。"), ("一二三四", "不得超过3字（现为4字）。"), ("一", "不得少于2字（现为1字）。")],
)
def test_a_field_says_it(given, chinese):
    with translation.override("zh-hans"):
        form = CharField(min_length=2, max_length=3)
        with pytest.raises(django.core.exceptions.ValidationError) as refused:
            form.clean(given)

        assert refused.value.messages == [chinese]


def test_what_a_password_must_be_is_said_without_a_familiar_you():
    with translation.override("zh-hans"):
        told = "".join(map(str, password_validators_help_texts()))

    assert "密码不得少于10位。" in told
    assert "你" not in told
