"""Worked examples of the rules (规则样例): tried by anybody who reads the rules, signed by the county."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.platform.rule_examples.forms import CalculationForm, SignForm, WithdrawForm
from cadres.platform.rule_examples.models import SignedExample
from cadres.platform.rule_examples.points import CALCULATIONS, Calculation
from cadres.platform.rule_examples.presenters import in_words, law_cards, signed_cards
from cadres.platform.rule_examples.services import SIGN, sign_example, withdraw_example
from cadres.platform.rule_settings.presenters import book_of
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.matter import Concerned, Matter, Part
from cadres.shared.pages.records import Guarded
from cadres.shared.regulations.catalogue import RULES

VIEW = "cadres.view_rule"


class ExampleList(Guarded):
    permission = VIEW

    def get(self, request):
        rows = SignedExample.objects.visible_to(request.user).standing().select_related("division", "signed_by")
        signed = signed_cards(rows.order_by("calculation", "pk"))
        groups = [
            {
                "calculation": one,
                "rules": [RULES[key] for key in one.rules],
                "cards": [*law_cards(one), *(card for card in signed if card.calculation is one)],
            }
            for one in CALCULATIONS
        ]
        departing = [card for group in groups for card in group["cards"] if not card.holds]
        context = {
            "groups": groups,
            "departing": departing,
            "total": sum(len(group["cards"]) for group in groups),
            "may_sign": request.user.has_perm(SIGN),
        }
        return render(request, "cadres/rule_examples/example_list.html", context)


class ExampleTry(Guarded):
    """One calculation with values of the reader's choice. Reads only."""

    permission = VIEW

    def get(self, request, key):
        calculation = calculation_or_404(key)
        form = CalculationForm(request.GET or None, calculation=calculation)
        context = {"calculation": calculation, "form": form, "may_sign": request.user.has_perm(SIGN)}
        if form.is_valid():
            book = book_of(request.user, form.cleaned_data["judged_on"])
            found = calculation.work(book, **form.given())
            context |= {
                "found": in_words(found, calculation.result),
                "sources": [(RULES[one], book.source(one)) for one in calculation.rules],
                "asked": request.GET.urlencode(),
            }
        return render(request, "cadres/rule_examples/example_try.html", context)


class ExampleSign(FormPage):
    permission = SIGN
    form_class = SignForm
    title = _("Sign a worked example")
    submit_label = _("Sign")
    success_message = _("Signed. It turns red when the program departs from it.")

    def get_form_kwargs(self):
        calculation = calculation_or_404(self.kwargs["key"])
        names = {"judged_on", *(one.name for one in calculation.inputs)}
        initial = {name: value for name, value in self.request.GET.items() if name in names}
        return {"calculation": calculation, "user": self.request.user, "initial": initial}

    def get_context(self):
        return {"subheading": calculation_or_404(self.kwargs["key"]).title}

    def matter(self):
        calculation = calculation_or_404(self.kwargs["key"])
        rules = tuple((RULES[key].title, str(RULES[key].on(localdate()).source)) for key in calculation.rules)
        return Matter(
            concerned=(Concerned(calculation.title, f"{reverse('cadres:example_list')}#{calculation.key}"),),
            parts=(Part(_("Rules it rests on"), rules),),
            follows=_(
                "The example is computed anew on every look. It turns red for everybody when the program departs "
                "from it."
            ),
        )

    def save(self, form):
        values = form.cleaned_data
        return sign_example(
            values["division"],
            form.calculation.key,
            judged_on=values["judged_on"],
            given=form.given(),
            expected=form.expected(),
            basis=values["basis"],
            by=self.request.user,
        )


class ExampleWithdraw(FormPage):
    model = SignedExample
    permission = SIGN
    form_class = WithdrawForm
    title = _("Withdraw a worked example")
    submit_label = _("Withdraw")
    success_message = _("Withdrawn. It stays on record.")

    def get_queryset(self):
        return super().get_queryset().select_related("division", "signed_by")

    def matter(self):
        record = self.record
        facts = (
            (_("Division"), record.division),
            (_("Judged by the law of"), record.judged_on),
            (_("Basis document"), record.basis),
            (_("Signed by"), record.signed_by),
            (_("Signed on"), record.signed_on),
        )
        title = CALCULATIONS[record.calculation].title if record.calculation in CALCULATIONS else record.calculation
        return Matter(
            concerned=(Concerned(title, record.get_absolute_url()),),
            parts=(Part(_("The example"), facts),),
            follows=_("The program is no longer compared with it. What was signed stays on record."),
        )

    def save(self, form):
        withdraw_example(self.record, by=self.request.user, reason=form.cleaned_data["reason"])
        return reverse("cadres:example_list")


def calculation_or_404(key: str) -> Calculation:
    if key not in CALCULATIONS:
        raise Http404
    return CALCULATIONS[key]
