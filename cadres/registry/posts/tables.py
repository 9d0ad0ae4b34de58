import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.posts.models import Post
from cadres.shared.lists.columns import NUMBER, LinkColumn
from cadres.shared.lists.tables import RecordTable


class PostTable(RecordTable):
    name = LinkColumn("cadres:post_detail", verbose_name=_("Post"))
    organization = LinkColumn("cadres:organization_detail", key="organization_id", verbose_name=_("Organization"))
    grade = tables.Column(verbose_name=_("Grade"))
    approved_number = tables.Column(verbose_name=_("Approved number"), attrs=NUMBER)
    actual = tables.Column(verbose_name=pgettext_lazy("seats", "Actual"), attrs=NUMBER)
    vacant = tables.Column(verbose_name=_("Vacant"), attrs=NUMBER)
    holders = tables.Column(verbose_name=_("Holders"), accessor="holder_rows", empty_values=(None, []))

    class Meta(RecordTable.Meta):
        model = Post
        fields = ("name", "organization", "grade", "approved_number", "actual", "vacant", "holders")
        sorts = {"organization": "organization__name_key", "grade": "grade"}

    def render_holders(self, value: list[dict]) -> str:
        return "、".join(holder["name"] for holder in value)
