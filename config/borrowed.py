"""What Django and allauth say on pages, so that our catalogue says it in the words of an office (docs/glossary.md).

Their own Chinese has 你, English signs and words of programmers. A text of the project's catalogue goes before theirs;
it is collected from here. ``tests/config/test_borrowed.py`` finds one that they no longer say.
"""

from django.utils.translation import gettext_noop as _


def ngettext(one: str, more: str) -> tuple[str, str]:
    """Like ``gettext_noop`` for a text that counts: collected by its name, and left in English."""
    return one, more


TEXTS = (
    _("Code"),
    _("Enter a complete value."),
    _("Enter a list of values."),
    _("Enter a number."),
    _("Enter a valid date."),
    _("Enter a valid date/time."),
    _("Enter a valid email address."),
    _("Enter a valid time."),
    _("Enter a valid value."),
    _("Enter a whole number."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Incorrect code."),
    _("Incorrect password."),
    _("No file was submitted."),
    _("No file was submitted. Check the encoding type on the form."),
    _("Security key added."),
    _("Security key removed."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("The password is too similar to the %(verbose_name)s."),
    _("The submitted file is empty."),
    _("The two password fields didn’t match."),
    _("The username and/or password you specified are not correct."),
    _("This account is currently inactive."),
    _("This field cannot be blank."),
    _("This field cannot be null."),
    _("This field is required."),
    _("This password is entirely numeric."),
    _("This password is too common."),
    _("Too many failed login attempts. Try again later."),
    _("Use a security key"),
    _("Use authenticator app or code"),
    _("Use your password"),
    _("Your old password was entered incorrectly. Please enter it again."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("Your password can’t be too similar to your other personal information."),
    _("“%(pk)s” is not a valid value."),
    _("%(model_name)s with this %(field_label)s already exists."),
    _("%(model_name)s with this %(field_labels)s already exists."),
)


COUNTING = (
    ngettext(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
    ),
    ngettext(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
    ),
    ngettext(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    ),
    ngettext(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
    ),
    ngettext(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext(
        "This password is too short. It must contain at least %(min_length)d character.",
        "This password is too short. It must contain at least %(min_length)d characters.",
    ),
    ngettext(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
)
