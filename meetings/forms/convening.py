"""Shapes of the question before something about a meeting goes out: who will get it, and the paper it will be."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict

from jointmeeting.kernel import clock
from jointmeeting.kernel.documents.official import preview
from jointmeeting.kernel.forms import ActForm
from meetings import ordering, papers, revisions
from meetings.forms.agenda import ticks
from meetings.forms.moments import MomentField
from meetings.forms.planning import clash_sentence
from meetings.invitations import CENTRE, Told, invited, not_asked, told
from meetings.models import AgendaRevision, Meeting
from meetings.timetable import clashes
from members.models import MemberUnit


class NoticeForm(ActForm):
    """The question before something goes out: who will get it, and what it will say."""

    page = "meetings/meeting_notice.html"
    carries_agenda = False

    def recipients(self) -> list[tuple[str, list[str]]]:
        """Return each unit, then the chair and the conveners, with the people who will be told; oneself is not."""
        return [
            (unit, [f"{p.user}（{p.get_role_display()}）" for p in posts if p.user_id != self.user.pk])
            for unit, posts in self.told()
        ]

    def units(self) -> int:
        """Return how many units are told; chair and conveners are none."""
        return sum(unit != CENTRE for unit, _ in self.told())

    def told(self) -> Told:
        """Return who hears of it."""
        return told(self.object, self.transition.name)

    def agenda(self) -> list[ordering.Line]:
        """Return the agenda that goes out."""
        return ordering.lines(self.object)

    def differences(self) -> list[str]:
        """Return what a supplementary notice will say is new."""
        return ordering.unpublished(self.object)

    @property
    def submit_label(self) -> str:
        """What stands on the button."""
        return self.transition.label


class PaperForm(NoticeForm):
    """The same where a paper goes out: it is shown as it will be printed, and goes only as it was shown."""

    carries_agenda = True
    is_unread = False  # what would go out now is not what the person had before him

    shown = forms.CharField(required=False, widget=forms.HiddenInput)  # which paper the person has before him

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and (paper := self.paper()):
            self.fields["shown"].initial = _digest(paper)

    def paper(self) -> AgendaRevision | None:
        """Return what will be published; None while what it says is not typed yet, or where nothing goes out."""
        return revisions.upcoming(self.object)

    def clean(self) -> dict[str, Any]:
        """What changed since it was shown, by what was typed or by somebody else, is shown before it goes."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        paper = self.paper()
        if paper and not self.errors and data["shown"] != (now := _digest(paper)):
            self.data = cast("QueryDict", self.data).copy()
            self.data["shown"], self.is_unread = now, True
        return data

    def is_valid(self) -> bool:
        """A paper nobody has read does not go; there is nothing to correct, so that it is no error."""
        return super().is_valid() and not self.is_unread

    @property
    def sheet(self) -> dict[str, Any] | None:
        """Return what components/sheet.html shows, or the `fault` that keeps it from being laid out."""
        if (paper := self.paper()) is None:
            return None
        document = papers.notice(paper)
        try:
            return {"document": document, "pages": preview(document, office_fonts=settings.OFFICE_FONTS_DIR)}
        except ValueError as error:
            return {"fault": str(error)}


def _digest(paper: AgendaRevision) -> str:
    said = [paper.kind, paper.facts, paper.lines, paper.differences, paper.reason]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class TypedPaperForm(PaperForm):
    """A paper that says what is typed here: first it is shown, then it goes. Who was told of nothing gets none."""

    build: Callable[[Meeting, Mapping[str, Any], str], AgendaRevision]

    def paper(self) -> AgendaRevision | None:
        """Return the paper once its words are typed."""
        is_typed = self.is_bound and not any(name in self.errors for name in self.fields)
        if not is_typed or not self.object.was_noticed:
            return None
        return type(self).build(self.object, self.cleaned_data, self.cleaned_data["comment"])

    @property
    def submit_label(self) -> str:
        """The first time it only shows."""
        is_shown = self["shown"].value() or not self.object.was_noticed
        return self.transition.label if is_shown else "预览将发出的通知"


class InviteForm(TypedPaperForm):
    """The units that are to come as well."""

    invited = forms.ModelMultipleChoiceField(
        label="增加的单位",
        queryset=MemberUnit.doers.none(),
        widget=ticks(),
        help_text="没有列出的单位已收到通知，或者尚未在“成员单位”中登记。不是成员单位的，按列席处理。",
        error_messages={"invalid_choice": "所选单位已由他人增加，或者不再列在其中，请重新勾选。"},
    )
    field_order = ["invited", "comment"]

    build = staticmethod(revisions.inviting)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invited"].queryset = not_asked(self.object)  # type: ignore[attr-defined]

    def told(self) -> Told:
        """Return those that were told before and, once they are chosen, the new ones."""
        return told(self.object, self.transition.name, also=getattr(self, "cleaned_data", {}).get("invited", ()))


class PostponeForm(TypedPaperForm):
    """Why a date is taken back."""

    carries_agenda = False

    build = staticmethod(revisions.postponing)


class CancelForm(TypedPaperForm):
    """Why a meeting is taken back."""

    carries_agenda = False

    build = staticmethod(revisions.cancelling)


class RescheduleForm(NoticeForm):
    """The new time and place."""

    starts_at = MomentField(label="新的开始时间")
    place = forms.CharField(label="地点", max_length=80)
    allows_clash = forms.BooleanField(label="已知时间冲突，仍按此安排", required=False)
    field_order = ["starts_at", "place", "allows_clash", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = self.object.place

    def clean_starts_at(self) -> datetime:
        """A meeting is moved into the future only."""
        starts_at: datetime = self.cleaned_data["starts_at"]
        if starts_at <= clock.now():
            raise forms.ValidationError("新的时间须晚于现在，请重新填写。")
        return starts_at

    def clean(self) -> dict[str, Any]:
        """Nobody is asked to sit in two places, no more than when the meeting was planned."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        meeting: Meeting = self.object
        if "starts_at" in data and meeting.is_sitting and not data["allows_clash"]:
            found = clashes(
                meeting.jurisdiction,
                chair=meeting.chaired_by,
                units=invited(meeting),
                starts_at=data["starts_at"],
                ends_at=data["starts_at"] + timedelta(minutes=meeting.slot_minutes),
                besides=meeting,
            )
            if found:
                self.add_error("starts_at", clash_sentence(found))
        return data


class MoveForm(TypedPaperForm, RescheduleForm):
    """The new time and place of a meeting people were told of."""

    build = staticmethod(revisions.moving)
