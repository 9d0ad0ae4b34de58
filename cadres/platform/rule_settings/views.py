"""The rules in force (规则), their history, what changes from a day on, and what the county sets."""

from collections import defaultdict

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.rule_settings.choices import ACTIONS
from cadres.platform.rule_settings.forms import ChangesForm, SettingForm
from cadres.platform.rule_settings.models import LocalRule
from cadres.platform.rule_settings.points import REPLAYS
from cadres.platform.rule_settings.presenters import (
    book_of,
    bounds_text,
    changes,
    history,
    in_order,
    matter_of,
    replayed,
    shown,
    who,
    with_unit,
)
from cadres.platform.rule_settings.services import (
    against_approval,
    approve_setting,
    decline_setting,
    propose_setting,
)
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.forms import EmptyForm
from cadres.shared.pages.records import Guarded
from cadres.shared.phrases import clauses
from cadres.shared.regulations.catalogue import RULES, Rule
from cadres.shared.regulations.decide import Split
from cadres.shared.regulations.judging import JUDGED

VIEW, PROPOSE, APPROVE = "cadres.view_rule", "cadres.propose_rule", "cadres.approve_rule"

CONFIDENCE = {
    "A": gettext_lazy("A: read in the text"),
    "B": gettext_lazy("B: read in a secondary page"),
    "C": gettext_lazy("C: from memory, verify before relying on it"),
}


class RuleList(Guarded):
    permission = VIEW

    def get(self, request):
        book = book_of(request.user)
        waiting = LocalRule.objects.visible_to(request.user).filter(approved_by=None)
        counts: dict[str, int] = defaultdict(int)
        for key in waiting.values_list("key", flat=True):
            counts[key] += 1
        groups: dict[str, list] = defaultdict(list)
        for rule in in_order():
            place = str(rule.acts_in) or rule.key.partition(".")[0]
            groups[place].append({"shown": shown(rule, book), "waiting": counts[rule.key]})
        context = {"groups": sorted(groups.items()), "judged": list(JUDGED), "form": ChangesForm()}
        return render(request, "cadres/rule_settings/rules.html", context)


class RuleChanges(Guarded):
    """What would count otherwise from a day on, of all rules; without a day, the question alone."""

    permission = VIEW

    def get(self, request):
        form = ChangesForm(request.GET or None)
        context = {"form": form, "day": None}
        if form.is_valid():
            day = form.cleaned_data["day"]
            found = list(changes(book_of(request.user), book_of(request.user, day), in_order()))
            context |= {"day": day, "changes": found}
        return render(request, "cadres/rule_settings/rule_changes.html", context)


class RuleDetail(Guarded):
    permission = VIEW

    def get(self, request, key):
        rule = rule_or_404(key)
        settings = LocalRule.objects.visible_to(request.user).filter(key=key).order_by("-id")
        book = book_of(request.user)
        national, now = book.national(key), shown(rule, book)
        fixed = rule.why_fixed or _("no, it is fixed")
        facts = [
            (_("Source"), now.source),
            (_("Confidence"), CONFIDENCE[rule.confidence]),
            (_("National value"), with_unit(national.value, rule) or "–"),
            (_("Present value"), now.value or "–"),
            (_("National action"), ACTIONS[national.action]),
            (_("Present action"), now.action),
            (_("A county may set the value"), bounds_text(rule, national) or fixed),
            (_("A county may choose among"), clauses(ACTIONS[one] for one in rule.actions) or fixed),
            (_("Acts in"), rule.acts_in or "–"),
        ]
        if rule.adjustable:
            facts += [(_("Set by"), who(rule.proposed_by)), (_("Approved by"), who(rule.approved_by))]
        context = {
            "rule": rule,
            "facts": facts,
            "history": history(rule),
            "form": ChangesForm(),
            "settings": [
                {
                    "row": row,
                    "value": with_unit(row.value, rule),
                    "action": ACTIONS.get(row.action, ""),
                    "own": row.set_by_id == request.user.pk,
                }
                for row in settings.select_related("division", "set_by", "approved_by")
            ],
            "may_propose": rule.adjustable and request.user.has_perm(rule.proposed_by),
            "may_approve": request.user.has_perm(rule.approved_by),
        }
        return render(request, "cadres/rule_settings/rules_detail.html", context)


def rule_or_404(key: str) -> Rule:
    if key not in RULES:
        raise Http404
    return RULES[key]


class SettingPropose(FormPage):
    permission = PROPOSE
    form_class = SettingForm
    title = gettext_lazy("Propose a local setting")
    submit_label = gettext_lazy("Propose")
    success_message = gettext_lazy("Proposed. It takes effect when a department leader approves it.")

    def get_form_kwargs(self):
        return {"rule": rule_or_404(self.kwargs["key"]), "user": self.request.user}

    def get_context(self):
        return {"subheading": rule_or_404(self.kwargs["key"]).title}

    def save(self, form):
        values = form.cleaned_data
        return propose_setting(
            rule_or_404(self.kwargs["key"]),
            values["division"],
            value=values.get("value"),
            action=values.get("action", ""),
            first_day=values["first_day"],
            last_day=values["last_day"],
            basis=values["basis"],
            by=self.request.user,
        )


class SettingApprove(FormPage):
    model = LocalRule
    form_class = EmptyForm
    permission = APPROVE
    title = gettext_lazy("Approve a local setting")
    submit_label = gettext_lazy("Approve")
    success_message = gettext_lazy("Approved. The setting is in force from its first day.")

    def get_queryset(self):
        return super().get_queryset().select_related("division", "set_by").filter(key__in=[rule.key for rule in RULES])

    def get_context(self):
        return {"subheading": RULES[self.record.key].title}

    def matter(self):
        return matter_of(self.record, book_of(self.request.user, max(self.record.during.lower, localdate())))

    def stands_against(self, form):
        return Split(blocking=tuple(against_approval(self.record, by=self.request.user)))

    def save(self, form):
        return approve_setting(self.record, by=self.request.user)


class SettingReplay(Guarded):
    """What a setting, proposed or in force, would have done to running and past cases. Reads only."""

    permission = VIEW

    def get(self, request, pk):
        rows = LocalRule.objects.visible_to(request.user).select_related("division", "set_by")
        setting = get_object_or_404(rows, pk=pk)
        rule = rule_or_404(setting.key)
        user = request.user
        groups = [replayed(replay, user, setting) for replay in REPLAYS if user.has_perm(replay.permission)]
        context = {
            "setting": setting,
            "rule": rule,
            "value": with_unit(setting.value, rule),
            "action": ACTIONS.get(setting.action, ""),
            "groups": groups,
        }
        return render(request, "cadres/rule_settings/replay.html", context)


class SettingDecline(Guarded):
    """Declined by who may approve, or withdrawn by who proposed; the service knows which."""

    permission = VIEW

    def post(self, request, pk):
        setting = get_object_or_404(LocalRule.objects.visible_to(request.user), pk=pk)
        decline_setting(setting, by=request.user)
        messages.success(request, _("The proposal is off the list. The history keeps it."))
        return redirect("cadres:rule_detail", key=setting.key)
