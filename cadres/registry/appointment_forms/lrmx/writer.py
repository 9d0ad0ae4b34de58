"""Writing a ``.lrmx`` file: every element of the template in its order, then those this program does not know."""

import base64
import re

from cadres.registry.appointment_forms.lrmx.elements import ELEMENTS, FAMILY, ITEM, PHOTO, RELATIVE, VERSION
from cadres.registry.appointment_forms.lrmx.form import Form

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML itself


def write(form: Form) -> bytes:
    """The file's bytes: UTF-8, lines ended by LF."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<Person>"]
    for name in ELEMENTS:
        if name == FAMILY:
            lines += _family(form)
        elif name == PHOTO:
            lines.append(_leaf(name, base64.b64encode(form.photo).decode()))
        else:
            value = form.values[name]
            if name == "Version" and not FORBIDDEN.sub("", value).strip():
                value = VERSION
            lines.append(_leaf(name, value))
    lines += [f"  {source}" for source in form.unknown]
    lines.append("</Person>")
    return ("\n".join(lines) + "\n").encode()


def _family(form: Form) -> list[str]:
    lines = [f"  <{FAMILY}>"]
    for relative in form.family:
        lines.append(f"    <{ITEM}>")
        lines += [f"    {_leaf(name, getattr(relative, attribute))}" for name, attribute in RELATIVE.items()]
        lines += [f"      {source}" for source in relative.unknown]
        lines.append(f"    </{ITEM}>")
    lines.append(f"  </{FAMILY}>")
    return lines


def _leaf(name: str, text: str) -> str:
    return f"  <{name}>{escaped(text)}</{name}>"


def escaped(text: str) -> str:
    """Text fit to stand in XML: line ends as LF, what XML cannot hold left out."""
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element_source(name: str, attributes: dict[str, str], inner: list[str], texts: list[bool]) -> str:
    """One element as text; ``texts`` says which parts of ``inner`` are plain text that needs escaping."""
    marks = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items())
    body = "".join(escaped(part) if plain else part for part, plain in zip(inner, texts, strict=True))
    return f"<{name}{marks}>{body}</{name}>"


def _attribute(value: str) -> str:
    text = escaped(value).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")
