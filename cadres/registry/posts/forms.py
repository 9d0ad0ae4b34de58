from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.registry.posts.models import Post
from cadres.registry.posts.services import POST_FIELDS
from cadres.shared.pages.forms import RecordForm


class ApprovedNumberForm(RecordForm):
    """How many seats a post has, with the document that says so."""

    document = forms.CharField(label=_("Document"), max_length=120, help_text=_("Which approves the number."))

    class Meta:
        model = Post
        fields = POST_FIELDS
