import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cadres.platform.field_keys.querysets import FieldKeyQuerySet
from cadres.shared.sealed import no_truncate


class FieldKey(models.Model):
    """A key under which values of this installation lie (字段密钥), by the name that stands before them.

    ``proof`` is a known text sealed by it: the key is known again by opening that. ``gone_at``: nothing lies under it
    any more. ``whole_since``: the present key, since nothing lies under any other.
    """

    name = models.CharField(_("key"), max_length=8, primary_key=True, db_collation="C")
    proof = models.TextField(editable=False)
    since = models.DateTimeField(_("in use since"), db_default=Now())
    number = models.BigIntegerField(_("values"), null=True, editable=False)
    counted_at = models.DateTimeField(_("counted at"), null=True, editable=False)
    whole_since = models.DateTimeField(null=True, editable=False)
    gone_at = models.DateTimeField(_("no longer needed since"), null=True, editable=False)

    objects = FieldKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of encrypted columns")
        verbose_name_plural = _("keys of encrypted columns")
        ordering = ["-since", "name"]
        triggers = [
            pgtrigger.ReadOnly(name="proof_stays", fields=["name", "proof", "since"]),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.name
