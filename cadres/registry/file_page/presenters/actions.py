"""What can be done with selected cadres at once."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect

from cadres.shared.lists.export_links import ask_url


def export_forms(_view: Any, rows: QuerySet) -> HttpResponse:
    """The appointment forms in one zip: they are whole files, so they are asked for first."""
    ids = ".".join(str(pk) for pk in rows.order_by().values_list("pk", flat=True))
    return redirect(ask_url("forms", "zip", ids=ids))
