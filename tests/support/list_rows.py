"""The rows of a list as a template once drew them, to hold the function that draws them now to the same HTML."""

import re

from django.template import engines
from django.template.context import RequestContext

AS_A_TEMPLATE = """{% load ui i18n %}
{% for row in table.rows %}
  <tr role="row">
    {% if bulk_actions %}<td role="cell" class="pick"><input type="checkbox" name="pick" value="{{ row.record.pk|stringformat:'s' }}" form="bulk" aria-label="{% blocktrans with name=row.record %}Select {{ name }}{% endblocktrans %}"></td>{% endif %}
    {% for column, cell in row.items %}
      {% if forloop.first %}
        <th scope="row" role="rowheader" {{ column.attrs.td.as_html }}>{{ cell }}</th>
      {% else %}
        <td role="cell" data-label="{{ column.header }}" {{ column.attrs.td.as_html }}>{{ cell }}</td>
      {% endif %}
    {% endfor %}
    {% if panel_template %}<td role="cell" class="peek no-print"><a class="icon-btn" href="{% querystring panel=row.record.pk %}" hx-get="{% querystring panel=row.record.pk %}" hx-target="#panel" hx-swap="innerHTML" hx-push-url="true" hx-indicator="#records-busy" aria-label="{% blocktrans with name=row.record %}Show {{ name }} beside the list{% endblocktrans %}">{% icon "beside" %}</a></td>{% endif %}
  </tr>
{% endfor %}
"""  # noqa: E501 -- the template as it stood


def both(make_table, request, *, pick=True, panel=True):
    """The rows as the template draws them and as the function does, without the space between elements."""
    engine, parts = engines["django"].engine, []
    for template in (AS_A_TEMPLATE, "{% load ui %}{% icon 'beside' as panel_icon %}{% rows table %}"):
        context = {"table": make_table(), "bulk_actions": pick, "panel_template": panel, "request": request}
        parts.append(
            re.sub(r">\s+<", "><", engine.from_string(template).render(RequestContext(request, context)).strip())
        )
    return parts
