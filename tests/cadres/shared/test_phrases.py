"""How texts stand beside one another, in both languages."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from cadres.shared.phrases import beside, bracketed, clauses, days_text, in_a_row, in_year, of_year, quantity, titled


@pytest.mark.parametrize(
    ("phrase", "given", "english", "chinese"),
    [
        (titled, ("甲", "乙"), "甲: 乙", "甲：乙"),
        (bracketed, ("甲",), "(甲)", "（甲）"),
        (beside, ("甲", "乙"), "甲 (乙)", "甲（乙）"),
        (clauses, (["甲", "乙"],), "甲; 乙", "甲；乙"),
        (in_a_row, (["甲。", "", "乙。"],), "甲。 乙。", "甲。乙。"),
        (in_a_row, ([],), "", ""),
        (quantity, (66, "%"), "66 %", "66%"),
        (quantity, (66, ""), "66", "66"),
        (of_year, (2025, "优秀"), "2025: 优秀", "2025年优秀"),
        (in_year, ("甲县", 2026), "甲县 2026", "甲县2026年"),
        (days_text, (date(2022, 3, 1), date(2024, 6, 1)), "1 Mar 2022–1 Jun 2024", "2022年3月1日—2024年6月1日"),
        (days_text, (date(2022, 3, 1), date(2022, 3, 1)), "1 Mar 2022", "2022年3月1日"),
        (days_text, (date(2022, 3, 1), None), "from 1 Mar 2022", "自2022年3月1日起"),
    ],
)
def test_words_are_joined_as_the_language_joins_them(phrase, given, english, chinese):
    for language, expected in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            assert phrase(*given) == expected


def test_templates_have_them_as_filters_and_escape_what_they_join():
    source = "{{ label|titled:text }} {{ text|bracketed }} {{ names|joined }} {{ year|of_year:text }}"
    template = Template("{% load ui %}" + source)

    with translation.override("zh-hans"):
        told = template.render(Context({"label": "甲", "text": "<b>", "names": ["乙", "丙"], "year": 2025}))

    assert told == "甲：&lt;b&gt; （&lt;b&gt;） 乙、丙 2025年&lt;b&gt;"
