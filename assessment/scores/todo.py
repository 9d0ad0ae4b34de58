from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.scores.models import Score
from cadres.models import User
from cadres.shared.pages.todo import Due, DueList, TodoList, first_of


def grades_to_confirm(user: User, _today: date) -> DueList:
    def item(score: Score) -> Due:
        label = _("%(name)s, %(township)s, %(year)s") % {
            "name": score.tenure.cadre.name,
            "township": score.division.name,
            "year": score.cycle.year,
        }
        return Due(label, reverse("assessment:score_grade", args=[score.pk]))

    rows = Score.objects.visible_to(user).awaiting_grade().for_list().order_by("pk")
    return first_of(_("Grades to confirm"), rows, item, f"{reverse('assessment:score_list')}?graded=false", user=user)


TODO_LISTS = (TodoList("scores.grade", "assessment.confirm_grade", grades_to_confirm, place=340),)
