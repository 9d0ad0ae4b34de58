"""Which account of the database may do what with which table: the only table of it (docs/running.md).

Of most tables nothing is said here. The program reads and writes their rows, less what a guard of the model refuses to
everybody: a model with ``pgtrigger.Protect`` against changes gets no right to change. The history is written by
triggers alone. Below stands what no guard tells: tables of libraries, the sealed record, and who else may read what.
"""

from cadres.platform.database.points import ADD, NOTHING, READ, Reported, Rights, Sealers

RIGHTS = (
    # Who has read, signed in, or begun a change: the triggers write it, or it is only added to.
    Rights("pghistory.Context", READ),
    Rights("cadres.FileAccess", ADD),
    Rights("axes.AccessLog", ADD, change=("logout_time",)),
    Rights("axes.AccessFailureLog", ADD),
    # The sealed record: events by triggers, seals and checkpoints by the sealer.
    Rights("cadres.AuditEvent", READ),
    Rights("cadres.Seal", READ),
    Rights("cadres.Checkpoint", READ),
    Rights("cadres.ChainCheck", READ),
    # Written by ``migrate``; the groups and permissions of Django have no use here (``config/roles.py``).
    Rights("contenttypes.ContentType", READ),
    Rights("auth.Permission", NOTHING),
    Rights("auth.Group", NOTHING),
    Rights("auth.Group_permissions", NOTHING),
)

SEALERS = (
    Sealers("cadres.Seal", ADD),
    Sealers("cadres.Checkpoint", ADD),
    Sealers("cadres.ChainCheck", ADD),
    # Who is told when something is wrong.
    Sealers("cadres.Notice", ADD),
    Sealers("cadres.OutboxMessage", ADD),
    Sealers("cadres.AuditEvent", READ),
    Sealers("cadres.User", READ),
    Sealers("pghistory.Context", READ),
)

REPORTED = (
    Reported("cadres.Division", ("code", "name", "level", "kind", "parent")),
    Reported("cadres.Organization", ("id", "division", "kind", "name", "merged_into")),
    Reported("cadres.Term", ("id", "organization", "ordinal", "period")),
    Reported(
        "cadres.Post", ("id", "organization", "kind", "name", "grade", "approved_number", "elected", "office_name")
    ),
    Reported(
        "cadres.DivisionProfile",
        (
            "id",
            "division",
            "year",
            "population",
            "area",
            "mountain_share",
            "distance",
            "income",
            "revenue",
            "was_poor",
            "tier",
        ),
    ),
    Reported("cadres.Pilot", ("id", "division", "period")),
    Reported("cadres.CalendarYear", ("id", "year", "stage")),
    Reported("cadres.SpecialDay", ("id", "calendar", "day", "works", "name")),
    Reported("assessment.IndicatorSystem", ("id", "division", "name", "version", "stage", "in_force")),
    Reported(
        "assessment.Indicator",
        ("id", "system", "code", "name", "name_en", "dimension", "horizon", "direction", "unit", "weight", "alpha"),
    ),
    Reported("assessment.Cycle", ("id", "division", "system", "year", "stage", "due_on")),
    Reported("assessment.Value", ("id", "cycle", "division", "indicator", "number")),
    Reported("training.Programme", ("id", "division", "name", "audience", "form", "induction", "topics")),
    Reported(
        "training.TrainingClass",
        ("id", "programme", "division", "name", "place", "starts_on", "ends_on", "capacity", "stage"),
    ),
    Reported(
        "training.Session", ("id", "training_class", "starts_at", "ends_at", "topic", "place", "hours", "cancelled")
    ),
    # Why a seat became free is told of the person who left it.
    Reported("selection.Vacancy", ("id", "post", "seat", "free_on", "stage", "opened_on", "closed_on")),
    Reported("selection.Election", ("id", "vacancy", "stage", "opened_on", "closed_on")),
    Reported("incentives.SubsidyRate", ("id", "division", "tier", "monthly", "during")),
)
