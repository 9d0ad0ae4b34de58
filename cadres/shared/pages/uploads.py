"""Files that a page is sent: fields for them, and the scanner that looks through each before anything else does."""

import hashlib
from collections.abc import Iterator

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cadres.shared.client_address import client_address
from cadres.shared.errors import Objection
from cadres.shared.files import scanner
from cadres.shared.files.scanner import FOUND, Found, NotScanned


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more files; the value is always a list."""

    widget = SeveralFiles

    def clean(self, data, initial=None):
        files = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


def against_files(request: HttpRequest) -> Iterator[Objection]:
    """What stands against taking in the files that were sent; what the scanner finds is on record and told.

    One that cannot be scanned ends it: the next could not either.
    """
    if not scanner.is_named():
        return
    for _field, files in request.FILES.lists():
        for file in files:
            try:
                found = scanner.finding(file)
            except NotScanned as not_scanned:
                yield from not_scanned.objections
                return
            if found:
                FOUND.only(_described(file, found, request))
                yield Objection("file-infected", _said_of(file.name or "", found))


def _described(file: UploadedFile, found: str, request: HttpRequest) -> Found:
    return Found(request.user, client_address(request), request.path, found, _digest(file), file.size or 0)


def _said_of(name: str, found: str) -> str:
    text = _(
        "The virus scanner found %(found)s in “%(name)s”. Nothing was taken in; the auditor and the system "
        "administrator are told. Do not open the file, and send another one."
    )
    return text % {"found": found, "name": name[:120]}


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
