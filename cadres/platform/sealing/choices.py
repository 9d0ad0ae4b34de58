"""What a verification can find wrong, in plain words. ``%(n)s`` is the number of the first bad row."""

from django.utils.translation import gettext_lazy as _

FAULTS = {
    "changed": _("Row %(n)s (%(what)s) is not as it was sealed."),
    "payload": _("The content of row %(n)s (%(what)s) is not the one that was sealed."),
    "gone": _("Row %(n)s was sealed and is not there any more."),
    "gap": _("The seal of row %(n)s is missing."),
    "backdated": _("Row %(n)s (%(what)s) bears a time before that of rows sealed earlier: %(at)s."),
    "dropped": _("The content of row %(n)s (%(what)s) was taken away without a purge on record."),
    "source": _("%(what)s is not as it was when row %(n)s was written."),
    "source_gone": _("%(what)s, of which row %(n)s tells, is not there any more."),
    "no_event": _("%(what)s was written past the record: no row tells of it."),
    "older": _(
        "A signed checkpoint (%(where)s) knows %(size)s rows, the database has %(n)s: rows were cut off at the end, or"
        " an older backup was restored."
    ),
    "rewritten": _(
        "The rows %(first)s to %(size)s do not lead to the head that was signed (%(where)s): they were written anew."
    ),
    "other_key": _(
        "The checkpoint of %(size)s rows (%(where)s) is signed with another key, %(key)s: the key was replaced."
    ),
    "forged": _("The signature of the checkpoint of %(size)s rows (%(where)s) is false."),
    "unreadable": _("The copy %(where)s cannot be read as checkpoints from its byte %(at)s on."),
    "trigger": _("The guard %(what)s of the database is missing, switched off or changed."),
    "no_key": _("The signing key is not in its place: %(where)s."),
}
