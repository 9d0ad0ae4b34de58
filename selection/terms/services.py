"""The nightly sweep: one set-based pass over the running tenures of main posts."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cadres.models import LocalRule
from cadres.platform.notices.services import MAIL
from cadres.platform.rule_settings.facts import Rulebook, rulebook_from
from cadres.shared.regulations.catalogue import Action
from cadres.shared.scope import code_range
from selection.terms.regulations import MONTHS, PARTIAL, TWO_TERMS, WATCH, YEARS, months_of_a_full_term
from selection.terms.rules import Settings

LOCK = 5_119_230_001  # any number of our own: two sweeps at once queue instead of meeting in the middle

# Only posts of secretaries and heads whose seat is held now are looked at: two partial indexes lead there, so the
# millions of ended tenures cost nothing. ``since`` and ``all_full`` join a holder's tenures of the same post,
# because a re-election ends one tenure and starts the next.
SWEEP = """
WITH setting(low, high, first, second, third, years, terms, enough) AS (VALUES {settings}),
holding AS (
    SELECT t.id AS tenure_id, t.cadre_id, p.id AS post_id, o.division_id, p.office_name AS post_name,
           o.id AS organization_id,
           g.ends AS term_ends, range_agg AS spans
      FROM cadres_post p
      JOIN cadres_organization o ON o.id = p.organization_id
      JOIN cadres_tenure t ON t.post_id = p.id AND upper_inf(t.held) AND lower(t.held) <= %(today)s
      CROSS JOIN LATERAL (
            SELECT range_agg(h.held) FROM cadres_tenure h WHERE h.cadre_id = t.cadre_id AND h.post_id = t.post_id
           ) whole
      LEFT JOIN LATERAL (
            SELECT upper(m.period) AS ends
              FROM cadres_term m
             WHERE m.organization_id = o.id AND lower(m.period) <= %(today)s
             ORDER BY lower(m.period) DESC LIMIT 1
           ) g ON true
     WHERE p.kind IN ('secretary', 'head')
),
judged AS (
    SELECT h.*, s.first, s.second, s.third, s.years,
           (SELECT max(lower(part)) FROM unnest(h.spans) part WHERE upper_inf(part)) AS since,
           h.term_ends - make_interval(months => s.first) <= %(today)s AND (
                SELECT count(*) FILTER (WHERE within.days >= least(
                           upper(x.period) - lower(x.period),
                           (lower(x.period) + make_interval(months => s.enough))::date - lower(x.period))) = s.terms
                  FROM (SELECT m.period FROM cadres_term m
                         WHERE m.organization_id = h.organization_id AND lower(m.period) < h.term_ends
                         ORDER BY lower(m.period) DESC LIMIT s.terms) x
                 CROSS JOIN LATERAL (
                       SELECT coalesce(sum(upper(part) - lower(part)), 0) AS days
                         FROM unnest(h.spans * datemultirange(x.period)) part
                      ) within
           ) AS all_full
      FROM holding h
      CROSS JOIN LATERAL (
            SELECT * FROM setting WHERE h.division_id >= low AND h.division_id < high ORDER BY low DESC, high LIMIT 1
           ) s
),
candidate AS (
    SELECT tenure_id, cadre_id, division_id, post_name, kind, due_on
      FROM judged
      CROSS JOIN LATERAL (
            SELECT CASE
                     WHEN term_ends <= %(today)s THEN 'term_over'
                     WHEN term_ends - make_interval(months => third) <= %(today)s THEN 'term_end_3'
                     WHEN term_ends - make_interval(months => second) <= %(today)s THEN 'term_end_6'
                     WHEN term_ends - make_interval(months => first) <= %(today)s THEN 'term_end_12'
                   END, term_ends
            UNION ALL
            SELECT 'two_terms', term_ends
             WHERE all_full
            UNION ALL
            SELECT 'rotation_10y', (since + make_interval(years => years))::date
             WHERE (since + make_interval(years => years))::date - make_interval(months => first) <= %(today)s
           ) finding(kind, due_on)
     WHERE kind IS NOT NULL AND due_on IS NOT NULL
),
found AS (
    INSERT INTO selection_watch (tenure_id, kind, due_on, found_on)
    SELECT tenure_id, kind, due_on, %(today)s FROM candidate ORDER BY tenure_id, kind
    ON CONFLICT (tenure_id, kind, due_on)
        DO UPDATE SET settled_on = NULL, found_on = excluded.found_on WHERE selection_watch.settled_on IS NOT NULL
    RETURNING tenure_id, kind, due_on
),
settled AS (
    UPDATE selection_watch w SET settled_on = %(today)s
     WHERE w.settled_on IS NULL
       AND NOT EXISTS (
            SELECT 1 FROM candidate c
             WHERE c.tenure_id = w.tenure_id AND c.kind = w.kind AND c.due_on = w.due_on)
    RETURNING w.tenure_id, w.kind, w.due_on
),
told AS (
    INSERT INTO cadres_notice (user_id, kind, key, params, url, due_on, created_at)
    SELECT u.id,
           CASE c.kind WHEN 'term_over' THEN 'selection.term_over' WHEN 'rotation_10y' THEN 'selection.rotation'
                       WHEN 'two_terms' THEN 'selection.two_terms' ELSE 'selection.term_end' END,
           'selection.watch:' || c.kind || ':' || c.tenure_id || ':' || c.due_on,
           jsonb_build_object('name', k.name, 'post', c.post_name, 'day', c.due_on::text),
           %(staff_url)s || c.tenure_id, c.due_on, now()
      FROM found f
      JOIN candidate c USING (tenure_id, kind, due_on)
      JOIN cadres_cadre k ON k.id = c.cadre_id
      JOIN cadres_remit r ON r.division_id IN (
            c.division_id, rpad(left(c.division_id, 2), 12, '0'), rpad(left(c.division_id, 4), 12, '0'),
            rpad(left(c.division_id, 6), 12, '0'))
      JOIN cadres_user u ON u.id = r.user_id AND u.is_active AND u.role = 'staff'
    UNION
    SELECT u.id,
           CASE c.kind WHEN 'rotation_10y' THEN 'selection.own_rotation' ELSE 'selection.own_term_end' END,
           'selection.watch:' || c.kind || ':' || c.tenure_id || ':' || c.due_on,
           jsonb_build_object('name', '', 'post', c.post_name, 'day', c.due_on::text),
           %(own_url)s, c.due_on, now()
      FROM found f
      JOIN candidate c USING (tenure_id, kind, due_on)
      JOIN cadres_user u ON u.cadre_id = c.cadre_id AND u.is_active AND u.role = 'township'
     WHERE c.kind <> 'two_terms'
    ON CONFLICT (user_id, key) DO NOTHING
    RETURNING id, user_id
),
mailed AS ({mail}),
done AS (
    UPDATE cadres_notice n SET settled_at = now()
      FROM settled s
     WHERE n.settled_at IS NULL
       AND n.key = 'selection.watch:' || s.kind || ':' || s.tenure_id || ':' || s.due_on
    RETURNING 1
)
SELECT (SELECT count(*) FROM found), (SELECT count(*) FROM settled),
       (SELECT count(*) FROM told), (SELECT count(*) FROM done)
"""


def settings_by_range(day: date) -> list[tuple[str, str, Settings]]:
    """The rules of the watch for every range of codes that differs: national defaults, then local settings."""
    on = WATCH.on(day)
    keys = (*MONTHS, YEARS, TWO_TERMS, PARTIAL)
    rows = list(LocalRule.objects.in_force_on(on).filter(key__in=keys).order_by("division_id"))
    found = [("000000000000", "999999999999", _settings(Rulebook(on=on)))]
    codes = sorted({row.division_id for row in rows})
    return found + [(*code_range(code), _settings(rulebook_from(rows, code, on=on))) for code in codes]


def _settings(book: Rulebook) -> Settings:
    first, second, third = sorted((book.number(key) for key in MONTHS), reverse=True)
    return Settings(
        (first, second, third),
        None if book.action(YEARS) == Action.OFF else book.number(YEARS),
        book.number(TWO_TERMS),
        months_of_a_full_term(book),
    )


@transaction.atomic
def watch_tenures(*, today: date | None = None) -> dict[str, int]:
    """Find what falls due, settle what no longer does, tell staff and leaders. Idempotent; safe to run twice at once.

    Returns how many findings and notices are new or settled.
    """
    day = today or timezone.localdate()
    sql, params = sweep(day)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return dict(zip(("found", "settled", "notices", "notices_settled"), row, strict=True))


def sweep(day: date) -> tuple[str, dict[str, Any]]:
    """The statement of the sweep with its parameters, so that ``EXPLAIN`` can be asked for it."""
    values: list[str] = []
    params: dict[str, Any] = {}
    for number, (low, high, one) in enumerate(settings_by_range(day)):
        values.append(
            f"(%(low{number})s, %(high{number})s, {', '.join(str(m) for m in one.months)}, %(years{number})s::int,"
            f" {one.terms}, %(enough{number})s::int)"
        )
        params |= {f"low{number}": low, f"high{number}": high}
        params |= {f"years{number}": one.years, f"enough{number}": one.enough_months}
    sql = SWEEP.replace("{settings}", ", ".join(values)).replace("{mail}", MAIL.format(given="told"))
    params |= {
        "today": day,
        "now": timezone.now(),
        "staff_url": f"{reverse('selection:tenure_succession')}?tenure=",
        "own_url": "/my/file/",
    }
    return sql, params
