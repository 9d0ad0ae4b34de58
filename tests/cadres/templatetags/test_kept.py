"""What is kept of a page is drawn once; what is one reader's own never gets into another's page."""

from collections import Counter
from dataclasses import dataclass

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation

from cadres.templatetags import kept
from tests.support import cadres as factories

LIBRARIES = {"kept": "cadres.templatetags.kept", "i18n": "django.templatetags.i18n"}


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.forget()
    yield
    kept.forget()


def drawn(text: str, **given) -> str:
    return Engine(libraries=LIBRARIES, builtins=[]).from_string("{% load kept i18n %}" + text).render(Context(given))


def test_it_is_drawn_once_for_each_value_and_each_language():
    asked = Counter()

    @dataclass(frozen=True)
    class Word:
        text: str

        def upper(self):
            asked[self.text] += 1
            return "Home"

    text = '{% kept "t" by word=word %}{{ word.upper }}{% trans "Home" %}{% endkept %}'

    with translation.override("en"):
        assert [drawn(text, word=Word(word)) for word in ("a", "b", "a")] == ["HomeHome"] * 3
    with translation.override("zh-hans"):
        assert drawn(text, word=Word("a")) == "Home首页"
    assert asked == {"a": 2, "b": 1}


def test_what_is_put_in_is_this_readers_and_escaped():
    text = '{% kept "t" put who=who %}<b title="{{ who }}">{{ who }}</b>{% endkept %}'

    assert drawn(text, who="A") == '<b title="A">A</b>'
    assert drawn(text, who='"><i>') == '<b title="&quot;&gt;&lt;i&gt;">&quot;&gt;&lt;i&gt;</b>'


def test_nothing_else_of_the_page_is_known_inside():
    assert drawn('{% kept "t" by a=a %}{{ a }}{{ secret }}{% endkept %}', a=1, secret="x") == "1"


def test_the_oldest_is_forgotten(monkeypatch):
    monkeypatch.setattr(kept, "MOST_KEPT", 3)
    for number in range(5):
        drawn('{% kept "t" by n=n %}{{ n }}{% endkept %}', n=number)

    assert len(kept._kept) == 3


@pytest.mark.parametrize("text", ['{% kept "t" of a=b %}{% endkept %}', '{% kept "t" by a=b %}'])
def test_a_wrong_tag_is_told(text):
    with pytest.raises(TemplateSyntaxError):
        drawn(text)


@pytest.mark.django_db
def test_two_readers_one_after_the_other_each_see_their_own_name_and_address(as_user):
    for number in range(2):
        user = factories.UserFactory(name=f"读者{number}", username=f"reader{number}")
        page = as_user(user).get(f"/cadres/?q={number}").content.decode()

        for text in (f"reader{number}", f"读者{number}", f"/cadres/?q={number}"):
            assert text in page
        for text in (f"reader{1 - number}", f"读者{1 - number}"):
            assert text not in page


@pytest.mark.django_db
def test_each_page_has_a_token_of_its_own(as_user):
    browser = as_user(factories.UserFactory())
    first, second = (browser.get("/cadres/") for _ in range(2))

    for page in (first, second):
        given = page.context["csrf_token"]
        assert page.content.decode().count(str(given)) > 3
    assert str(first.context["csrf_token"]) not in second.content.decode()
