from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.posts.choices import PostKind


class Audience(TextChoices):
    """Whom a programme is for (培训对象): the two main posts need different things."""

    SECRETARIES = "secretaries", _("Township party secretaries")
    HEADS = "heads", _("Township heads")
    BOTH = "both", pgettext_lazy("audience of a programme", "Secretaries and heads")


POST_KINDS = {
    Audience.SECRETARIES: (PostKind.SECRETARY,),
    Audience.HEADS: (PostKind.HEAD,),
    Audience.BOTH: (PostKind.SECRETARY, PostKind.HEAD),
}


class Form(TextChoices):
    """Form of training (培训形式)."""

    CLASS = "class", _("Residential class")
    FORUM = "forum", _("Forum of main leaders")
    LECTURE = "lecture", _("Expert lecture")
    STUDY_TOUR = "study_tour", _("Study tour")
    ATTACHMENT = "attachment", _("Trainee attachment")


class Topic(TextChoices):
    """What is to be learnt (培训内容): by role, then by what the place needs."""

    DIRECTION = "direction", _("Grasping direction")
    PLANNING = "planning", _("Planning the whole")
    STRATEGY = "strategy", _("Proposing strategy")
    TEAM = "team", _("Coordinating a team")
    SYSTEM = "system", _("Carrying out the system")
    COORDINATION = "coordination", _("Coordinating work")
    ECONOMY = "economy", _("Economic development")
    SOCIETY = "society", _("Social management")
    INDUSTRY = "industry", _("Industry of the place")
    COUNTRYSIDE = "countryside", _("Rural revitalisation")
    ECOLOGY = "ecology", _("Ecology")
    LAW = "law", _("Government by law")
    INTEGRITY = "integrity", _("Integrity")


TOPICS_BY_ROLE = {
    PostKind.SECRETARY: (Topic.DIRECTION, Topic.PLANNING, Topic.STRATEGY, Topic.TEAM),
    PostKind.HEAD: (Topic.SYSTEM, Topic.COORDINATION, Topic.ECONOMY, Topic.SOCIETY),
}
