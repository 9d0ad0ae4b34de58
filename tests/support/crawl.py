"""Every page that an account can reach by links, and what a reader sees of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-label")
UNSEEN = {"script", "style", "template", "code", "pre", "kbd"}
BLOCKS = {
    "p",
    "div",
    "li",
    "td",
    "th",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "dd",
    "option",
    "label",
    "button",
    "legend",
}
BLOCKS |= {"summary", "title", "a", "caption", "time", "section", "header", "footer", "nav", "text", "br"}


class Reader(HTMLParser):
    """Visible text by blocks, what is read aloud, and the links of a page. What bears another language is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self.links: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href") and "download" not in given:
            self.links.append(given["href"])
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.append(tag)
            return
        if tag in UNSEEN or (tag != "html" and given.get("lang", "zh").startswith("en")):
            self._hidden.append(tag)
            return
        if tag in BLOCKS:
            self.texts.append("")
        self.texts += [given[name] for name in SPOKEN if given.get(name)] + [""]

    def handle_endtag(self, tag):
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.pop()
        elif tag in BLOCKS:
            self.texts.append("")

    def handle_data(self, data):
        if not self._hidden:
            self.texts[-1] += data


@dataclass
class Page:
    url: str
    name: str
    texts: list[str] = field(default_factory=list)


def crawl(browser: Client, *, starts: tuple[str, ...] = ("/",), each: int = 2) -> Iterator[Page]:
    """Pages of the account, at most ``each`` of one address pattern and set of parameters, in order of finding."""
    waiting, met, taken = list(starts), set(starts), {}
    while waiting:
        url = waiting.pop(0)
        try:
            match = resolve(urlsplit(url).path)
        except Resolver404:
            continue
        query = urlsplit(url).query
        kind = (match.view_name, str(match.kwargs.get("key", match.kwargs.get("name", ""))))
        kind += tuple(sorted(re.findall(r"(?:^|&)(\w+)=", query)))[:1]
        taken[kind] = taken.get(kind, 0) + 1
        if taken[kind] > each or "export" in query:
            continue
        answer = browser.get(url)
        if answer.streaming:  # a file, kept open until it has been read
            b"".join(answer.streaming_content)
            continue
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        reader = Reader()
        reader.feed(answer.content.decode())
        found = [" ".join(text.split()) for text in reader.texts]
        yield Page(url, match.view_name, [text for text in found if text])
        for link in reader.links:
            target = urldefrag(urljoin(url, link)).url
            if target.startswith("/") and not target.startswith("//") and target not in met:
                met.add(target)
                waiting.append(target)


# Names of programs and formats, abbreviations, and words that a page asks for as they are.
AS_THEY_ARE = {
    *("Word", "Excel", "Office", "Windows", "PDF", "JPEG", "PNG", "CSV", "BMP", "docx", "xlsx", "lrmx", "lrm", "pic"),
    *("zip", "REST", "API", "URL", "UTF", "XML", "SHA", "Esc", "Message", "chinesecalendar", "holiday", "works"),
    *("USB", "PIN", "Firefox", "Linux", "Chrome"),
    *("for", "unknown"),  # of a template's placeholders; of a browser that says nothing of itself
}
SCOPES = {"base", "selection", "training", "assessment", "incentives"}  # as a client's token bears them
CODE = re.compile(r"[\w.@:/?=&+-]*(?:[._@/]|\d[a-f]|[a-f]\d)[\w.@:/?=&+-]*")
WORD = re.compile(r"[A-Za-z]{3,}")
ISO_DAY = re.compile(r"(?<![\w〔.-])\d{4}-\d{2}-\d{2}(?![\w-])")
TAIL = re.compile(r"\d\.\d*?0{3,}(?!\d)")
CHINESE = "[\u4e00-\u9fff]"
# English signs beside Chinese, a familiar "you".
ODD = re.compile(rf"{CHINESE}[,:;?!()]|[,:;?!(]{CHINESE}|\){CHINESE}|你")
# The number of a record in an address; a message of the outbox has no other name.
NUMBERED = re.compile(r"第\d+号|任务\d")

EXAMPLES = {"cadres:calendar_enter", "cadres:calendar_import"}  # they ask for days in this form


def not_chinese(page: Page, own: set[str]) -> list[str]:
    """Words of a page in Chinese that are not, but for codes and ``own``: names of accounts, pinyin of people."""
    found = []
    for text in page.texts:
        words = set(WORD.findall(CODE.sub(" ", text))) - AS_THEY_ARE - SCOPES - own
        odd = (
            TAIL.search(text)
            or ODD.search(text)
            or (page.name not in EXAMPLES and ISO_DAY.search(text))
            or (not page.name.startswith("cadres:outbox_") and NUMBERED.search(text))
        )
        if words or odd:
            found.append(f"{page.url}: {text[:120]}")
    return found
