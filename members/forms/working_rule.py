"""One value of the working rules; the field follows from the type the charter's shape gives the rule."""

from typing import Any, get_args, get_type_hints

from django import forms

from members import charter_schema
from members.charter_schema import ConsentScope, MinutesSeal, NumberForm, Quorum, SignDelegate
from members.wording import WORDS, WORKING_RULES

HINTS = get_type_hints(charter_schema.WorkingRules)
# The posts an account can hold; a rule that names another could never be acted on.
HOLDERS = ("office", "staff", "director", "convener", "chief_convener")
NO_SIGNERS = {"staff"}  # minutes are signed by a leader or a director, never by whoever drafts them
MOST_DAYS = 60


def _words(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, WORDS[word]) for word in words]


def field_for(key: str) -> forms.Field:
    """Return the field for working rule `key`: days, a post, several posts, one of a list of words, or free text."""
    label, kind = WORKING_RULES[key], get_args(get_args(HINTS[key])[0])[0]
    if kind is int:
        return forms.IntegerField(label=label, min_value=1, max_value=MOST_DAYS, help_text="按工作日计算")
    if kind is str:
        return forms.CharField(label=label, max_length=60)
    if kind in {NumberForm, MinutesSeal, ConsentScope, SignDelegate, Quorum}:
        return forms.ChoiceField(label=label, choices=_words(get_args(kind)))
    if get_args(kind) and Ellipsis in get_args(kind):
        return forms.MultipleChoiceField(label=label, choices=_words(HOLDERS), widget=forms.CheckboxSelectMultiple)
    holders: tuple[str, ...] = HOLDERS
    if key == "minutes_signed_by":
        holders = (*(post for post in HOLDERS if post not in NO_SIGNERS), "who_presided")
    return forms.ChoiceField(label=label, choices=_words(holders))


class WorkingRuleForm(forms.Form):
    """The new value of one rule, with what it was."""

    def __init__(self, *args: Any, key: str, value: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["value"] = field_for(key)
        self.fields["value"].initial = value
