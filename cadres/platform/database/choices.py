"""What can be wrong with the database itself, in plain words, each with what is to be done."""

from django.utils.translation import gettext_lazy as _

KNOWN_KINDS = ("table", "column", "constraint", "index", "trigger", "function")

DIFFERENCES = {
    "missing_table": _("The table %(what)s is gone. Stop the program and have the latest backup loaded beside it."),
    "missing_column": _("The column %(what)s is gone. Stop the program and have the latest backup loaded beside it."),
    "missing_constraint": _(
        "The constraint %(what)s is gone: the database takes what it should refuse. Have it put back, and the rows"
        " written meanwhile looked through."
    ),
    "missing_index": _("The index %(what)s is gone. Have it put back; one that keeps rows unique guards them too."),
    "missing_trigger": _(
        "The guard %(what)s is gone. Have it put back, and what was written meanwhile looked through."
    ),
    "missing_function": _("The function %(what)s, on which guards stand, is gone. Have it put back."),
    "missing_thing": _("%(what)s, which belongs to the database, is gone. Have it put back."),
    "changed_table": _(
        "The table %(what)s is no longer of its kind: not kept on the disk, or another stands in its place. Have it"
        " put right, and compare its rows with a backup."
    ),
    "changed_column": _(
        "The column %(what)s has another type or default, or may be empty. Have it put right, and the rows written"
        " meanwhile looked through."
    ),
    "changed_constraint": _(
        "The constraint %(what)s says something else than it should, or is not enforced. Have it put right, and the"
        " rows written meanwhile looked through."
    ),
    "changed_index": _("The index %(what)s is not as it should be, or not valid. Have it made anew."),
    "changed_trigger": _(
        "The guard %(what)s is switched off or changed. Have it put right, and what was written meanwhile looked"
        " through."
    ),
    "changed_function": _(
        "The function %(what)s, on which guards stand, does something else than it should. Have it put right, and what"
        " was written meanwhile looked through."
    ),
    "changed_thing": _("%(what)s, which belongs to the database, is not as it should be. Have it put right."),
    "strange_table": _(
        "The program has not made the table %(what)s. Find out who did, and whether it holds copies of personal data."
    ),
    "strange_column": _("The program has not made the column %(what)s. Find out who did and what it holds."),
    "strange_constraint": _(
        "The program has not made the constraint %(what)s. Find out who did, then have it removed."
    ),
    "strange_index": _("The program has not made the index %(what)s. Find out who did; it may serve a good purpose."),
    "strange_trigger": _(
        "The program has not made the trigger %(what)s, which acts whenever rows are written. Find out who did and"
        " what it has done, then have it removed."
    ),
    "strange_function": _(
        "The program has not made the function %(what)s. Find out who did and what it does, then have it removed."
    ),
    "strange_thing": _("The program has not made %(what)s in its database. Find out who did and what it is for."),
    "behind": _(
        "The database is not brought up to date: the migration %(what)s is missing. Have “config.run prepare” run; the"
        " rest of the database is compared after that."
    ),
    "ahead": _(
        "The database knows the migration %(what)s, which this version of the program does not. Ask which version runs"
        " where; the rest of the database is not compared."
    ),
    "right": _(
        "The account %(who)s of the database has a right that is not its own: %(right)s on %(what)s. Find out who gave"
        " it; “manage.py grant_roles” takes it away."
    ),
    "right_missing": _(
        "The account %(who)s of the database lacks a right: %(right)s on %(what)s. “manage.py grant_roles” gives it."
    ),
    "owner": _(
        "%(what)s belongs to the account %(who)s, who can do everything with it. Find out who gave it away, and have"
        " it given back to the owner of the database."
    ),
    "power": _(
        "The account %(who)s of the database has a power that is not its own: %(what)s. Find out who gave it, and have"
        " it taken away."
    ),
    "setting": _(
        "The setting %(what)s was made for the account %(who)s, and may change what guards do. Find out who did it and"
        " why, and have it removed."
    ),
    "more": _("And %(number)s more differences of the database. “manage.py database_check” names all."),
}
