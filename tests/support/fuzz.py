"""Requests that no honest reader sends, over every page and call: whatever is asked, nothing breaks.

Addresses are those of the routes, with keys of rows that are there or with odd text. What is asked and sent bears the
names that the pages' own forms and the published description of the API bear, with their values or with odd ones.
"""

import logging
import random
import traceback
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from drf_spectacular.generators import SchemaGenerator

from tests.support.routes import routes

APPS = ("cadres", "assessment", "training", "selection", "incentives")
ODD = [
    *("", " ", "0", "-1", "9" * 30, str(2**31), str(2**63), "1e400", "NaN", "0.85", "85", "²", "１２"),
    *("2026-13-45", "9999-12-31", "0001-01-01", "2026-02-29", "197005", "true", "on", "None", "null"),
    *("\x00", "a\x00b", "\u200b", "\u202e", "%", "%00", "_", "*", "'", '"', "\\", "--", ";", "<b>", "{{ 1 }}"),
    *(
        "曾志强",
        "王 伟",
        "wang",
        "女",
        "x" * 300,
        "曾" * 5000,
        "../../etc/passwd",
        "=1+1",
        "age.min.50",
        "~~",
        ".",
        ",",
    ),
    *("[]", "{}", "[1", "11010519491231002X", "510000000000", "乡镇党委书记", "approve", "csv", "-pk", "name,sex,"),
]
TELLS_WHAT_IS_DOWN = "healthz"  # by a 503, and in a test neither worker nor beat runs
# What all lists, panels and moves know, besides what the pages show.
NAMES = [
    "q",
    "where",
    "sort",
    "page",
    "after",
    "before",
    "columns",
    "show",
    "panel",
    "limit",
    "offset",
    "format",
    "next",
]
METHODS = ["get"] * 12 + ["post"] * 9 + ["put", "patch", "delete", "head", "options"]
KINDS = ["application/json", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded", "a"]
BODIES = [b"", b"{", b"\x00", b"[]", b'{"a": 1e999}', b'{"move": {}}', b"\xff\xfe", b"--x\r\n", b"<a/>", b'"' * 99]
FILES = [
    *(
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"<Person/>",
        b"name,\n",
        b"\x00" * 64,
    ),
]


class Fields(HTMLParser):
    """The names of the fields of a page with the values that they offer, and of those that take a file."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: dict[str, list[str]] = {}
        self.files: set[str] = set()
        self._choosing = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "option" and self._choosing:
            self.offered[self._choosing].append(given.get("value") or "")
        elif tag in ("input", "select", "textarea", "button") and name:
            if given.get("type") == "file":
                self.files.add(name)
            else:
                self.offered.setdefault(name, []).append(given.get("value") or "")
                self._choosing = name if tag == "select" else ""


@dataclass
class Fuzzer:
    """Asks as each of ``browsers`` in turn; the same seed asks the same. What a request changes is taken back."""

    browsers: dict[str, Client]
    seed: int
    answers: dict[int, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.routes = sorted((name, pattern) for name, pattern in routes().items() if name != TELLS_WHAT_IS_DOWN)
        self.parameters = published_parameters()
        self.pages: dict[str, Fields] = {}
        self.refused: set[tuple[str, str]] = set()
        models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
        self.keys_of = {
            model: [str(pk) for pk in model._base_manager.values_list("pk", flat=True)[:20]] for model in models
        }
        self.keys = [key for keys in self.keys_of.values() for key in keys]

    def run(self, requests: int) -> None:
        for _ in range(requests):
            name, pattern = self.random.choice(self.routes)
            self.ask(self.asker(name), name, self.address(name, pattern))

    def asker(self, name: str) -> str:
        """Mostly somebody who was not refused here before: behind the refusal is more to break."""
        let_in = [who for who in self.browsers if (who, name) not in self.refused]
        return self.random.choice(let_in if let_in and self.random.random() < 0.95 else list(self.browsers))

    def address(self, name: str, pattern) -> str:
        """With keys of the view's own records, mostly; ``pattern`` may take only some kinds of text."""
        wanted = pattern.pattern.regex.groupindex
        own = self.keys_of.get(getattr(getattr(pattern.callback, "view_class", None), "model", None)) or self.keys
        for tries in (self.keys if self.random.random() < 0.2 else own, ODD, ["0"], ["approve"], ["cadres.cadre"]):
            try:
                return reverse(name, kwargs={key: self.random.choice(tries).replace("/", "") for key in wanted})
            except NoReverseMatch:
                continue
        return f"/{self.text()[:60]}/"

    def text(self) -> str:
        return self.random.choice([*ODD, self.random.choice(self.keys), chr(self.random.randrange(1, 0xD800))])

    def values(self, fields: Fields, names: list[str], *, most: int) -> dict[str, list[str] | str]:
        """Some of ``names``, each with what the page offers for it or with something odd, once or twice."""
        chosen = self.random.sample(names, min(len(names), self.random.randint(0, most)))
        given: dict[str, list[str] | str] = {}
        for name in chosen:
            offered = fields.offered.get(name)
            value = self.random.choice(offered) if offered and self.random.random() < 0.5 else self.text()
            given[name] = [value, self.text()] if self.random.random() < 0.1 else value
        return given

    def ask(self, who: str, name: str, path: str) -> None:
        method = self.random.choice(METHODS)
        known = self.pages.get(name, Fields())
        asked = self.values(known, [*NAMES, *known.offered, *self.parameters.get(name, [])], most=3)
        address = f"{path}?{urlencode(asked, doseq=True)}" if asked and self.random.random() < 0.7 else path
        sent = {} if method in ("get", "head", "options") else self.body(known, form=method == "post")
        browser = self.browsers[who]
        cookies = browser.cookies.copy()
        with transaction.atomic():
            answer = getattr(browser, method)(address, **sent)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        browser.cookies = cookies
        self.answers[answer.status_code] = self.answers.get(answer.status_code, 0) + 1
        if answer.status_code in (401, 403):
            self.refused.add((who, name))
        if method == "get" and answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            self.pages[name] = Fields()
            self.pages[name].feed(content.decode())
        if answer.status_code >= 500:
            self.broken.append(
                f"{who}: {method} {address[:500]} {str(sent)[:500]}: {answer.status_code} {cause(answer)}"
            )

    def body(self, known: Fields, *, form: bool) -> dict:
        """What the page's form has, with some values odd, as a form or as JSON; at times no form at all."""
        chance = self.random.random()
        if chance < 0.15:
            return {"data": self.random.choice(BODIES), "content_type": self.random.choice(KINDS)}
        filled: dict = {name: values[0] for name, values in known.offered.items() if values}
        filled |= self.values(known, [*known.offered, "move", "reason", "seen_stage", "x"], most=6)
        if chance < 0.3 or not form:
            return {"data": filled, "content_type": "application/json"}
        for name in known.files:
            filled[name] = SimpleUploadedFile(f"{self.text()[:40]}.pdf", self.random.choice(FILES))
        return {"data": filled}


def cause(answer) -> str:
    """The last frame of the program's own code, and what was raised."""
    if not getattr(answer, "exc_info", None):
        return ""
    kind, error, trace = answer.exc_info
    own = [f for f in traceback.extract_tb(trace) if "site-packages" not in f.filename] or traceback.extract_tb(trace)
    return f"{kind.__name__}: {str(error)[:200]} ({own[-1].filename}:{own[-1].lineno})"


def published_parameters() -> dict[str, list[str]]:
    """What each call of the API may be asked, by the name of its route."""
    logging.getLogger("drf_spectacular").setLevel(logging.ERROR)
    schema = SchemaGenerator(api_version="v1").get_schema(request=None, public=True)
    found: dict[str, list[str]] = {}
    for path, item in schema["paths"].items():
        for parameter in item.get("get", {}).get("parameters", []):
            if parameter["in"] == "query":
                part = path.removeprefix("/api/v1/").split("/")[0]
                found.setdefault(part, []).append(parameter["name"])
    names = {}
    for name in routes():
        part = name.removeprefix("v1:").rsplit("-", 1)[0]
        matching = [names for path, names in found.items() if path.startswith(part)]
        if name.startswith("v1:") and matching:
            names[name] = matching[0]
    return names
