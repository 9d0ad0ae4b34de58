"""The rules in force (规则), with what the county has set."""

from collections import defaultdict

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.platform.rule_settings.forms import ACTIONS, SettingForm, bounds_text
from cadres.platform.rule_settings.models import LocalRule
from cadres.platform.rule_settings.services import approve_setting, decline_setting, propose_setting
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded
from cadres.shared.regulations.catalogue import RULES, Rule

VIEW, PROPOSE, APPROVE = "cadres.view_rule", "cadres.propose_rule", "cadres.approve_rule"


def book_of(user) -> Rulebook:
    """The rules as set for the division that the user answers for; the national ones for whoever has none."""
    remits = list(user.remits.all())
    return rulebook(remits[0].division_id, on=timezone.localdate()) if remits else Rulebook({})


def described(rule: Rule, book: Rulebook) -> dict:
    """One rule as the pages show it."""
    return {
        "rule": rule,
        "value": book.value(rule.key) if rule.value is not None else None,
        "action": ACTIONS[book.action(rule.key)],
        "setting": book.setting(rule.key),
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
        for rule in sorted(RULES, key=lambda rule: rule.key):
            groups[str(rule.acts_in) or rule.key.partition(".")[0]].append(
                {**described(rule, book), "waiting": counts[rule.key]}
            )
        return render(request, "cadres/rule_settings/rules.html", {"groups": sorted(groups.items())})


class RuleDetail(Guarded):
    permission = VIEW

    def get(self, request, key):
        rule = rule_or_404(key)
        settings = LocalRule.objects.visible_to(request.user).filter(key=key).order_by("-id")
        shown = described(rule, book_of(request.user))
        value = "–" if shown["value"] is None else f"{shown['value'].normalize():f} {rule.unit}"
        facts = [
            (_("Key"), rule.key),
            (_("Source"), rule.source),
            (_("Confidence"), CONFIDENCE[rule.confidence]),
            (_("Default"), "–" if rule.value is None else f"{rule.value} {rule.unit}"),
            (_("Present value"), value),
            (_("Default action"), ACTIONS[rule.action]),
            (_("Present action"), shown["action"]),
            (_("A county may set the value"), bounds_text(rule) or _("no, it is fixed")),
            (_("A county may choose among"), "、".join(str(ACTIONS[a]) for a in rule.actions) or _("no, it is fixed")),
            (_("Acts in"), rule.acts_in or "–"),
        ]
        context = {
            "rule": rule,
            "facts": facts,
            "settings": [
                {"row": row, "action": ACTIONS.get(row.action, ""), "own": row.set_by_id == request.user.pk}
                for row in settings.select_related("division", "set_by", "approved_by")
            ],
            "may_propose": rule.adjustable and request.user.has_perm(PROPOSE),
            "may_approve": request.user.has_perm(APPROVE),
        }
        return render(request, "cadres/rule_settings/rules_detail.html", context)


CONFIDENCE = {
    "A": gettext_lazy("A: read in the text"),
    "B": gettext_lazy("B: read in a secondary page"),
    "C": gettext_lazy("C: from memory, verify before relying on it"),
}


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


class SettingApprove(Guarded):
    permission = APPROVE

    def post(self, request, pk):
        setting = get_object_or_404(LocalRule.objects.visible_to(request.user), pk=pk)
        approve_setting(setting, by=request.user)
        messages.success(request, _("Approved. The setting is in force from its first day."))
        return redirect(setting)


class SettingDecline(Guarded):
    """Declined by who may approve, or withdrawn by who proposed; the service knows which."""

    permission = VIEW

    def post(self, request, pk):
        setting = get_object_or_404(LocalRule.objects.visible_to(request.user), pk=pk)
        decline_setting(setting, by=request.user)
        messages.success(request, _("The proposal is off the list. The history keeps it."))
        return redirect("cadres:rule_detail", key=setting.key)
