from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PostKind(TextChoices):
    """Kind of post (职务类别)."""

    SECRETARY = "secretary", _("Township party secretary")
    HEAD = "head", _("Township head")
    CONGRESS_CHAIR = "congress_chair", _("Chair of the township people's congress")
    DEPUTY_SECRETARY = "deputy_secretary", _("Deputy party secretary")
    COMMITTEE_MEMBER = "committee_member", _("Party committee member")
    DEPUTY_HEAD = "deputy_head", _("Deputy township head")
    CHIEF = "chief", _("Chief of a county organ")
    DEPUTY_CHIEF = "deputy_chief", _("Deputy chief of a county organ")
    OTHER = "other", _("Other post")


MAIN_POSTS = (PostKind.SECRETARY, PostKind.HEAD)
ONE_OF_A_KIND = (*MAIN_POSTS, PostKind.CONGRESS_CHAIR)  # an organization has one post of such a kind


class SeatState(TextChoices):
    """How the holders of a post stand to its approved number (超职数、满、缺)."""

    VACANT = "vacant", _("Vacancy")
    FULL = "full", pgettext_lazy("seats", "Full")
    OVER = "over", _("Over the approved number")


class Grade(TextChoices):
    """Grade of a leading post (职务层次). Alphabetical order of the values is the order of rank."""

    STAFF = "a_staff", _("Staff member")
    SECTION_DEPUTY = "b_section_deputy", _("Township-section deputy")
    SECTION_CHIEF = "c_section_chief", _("Township-section chief")
    COUNTY_DEPUTY = "d_county_deputy", _("County-division deputy")
    COUNTY_CHIEF = "e_county_chief", _("County-division chief")
