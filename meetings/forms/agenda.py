"""Shapes of what people type about agenda items. Rules are in guards and services."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm, OnceForm
from jointmeeting.kernel.templatetags.ui import cn_datetime
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from meetings.consultation import opinion_days, required
from meetings.effects.agenda import REWORK_DAYS, missed_call
from meetings.guards.agenda import sitting
from meetings.models import AgendaCall, AgendaItem, Attachment, Meeting
from meetings.models.meeting import AHEAD, DECIDING
from meetings.services.agenda import Outdated, as_shown
from members.models import MemberUnit

LONGEST_REWORK = timedelta(days=366)
MOST_PAPERS = 20  # names of papers an item may have
MOST_AT_ONCE = 5 * settings.ATTACHMENT_MAX_BYTES
TOO_MANY = f"一项议题最多{MOST_PAPERS}个附件。请合并文件后再上传。"


def _text(label: str, length: int, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _too_large() -> str:
    return f"一次上传的文件合计超过{MOST_AT_ONCE // 1024 // 1024}MB。请分几次上传。"


def ticks() -> forms.CheckboxSelectMultiple:
    """Return a list of units to tick, in as many columns as there is room for."""
    return forms.CheckboxSelectMultiple(attrs={"class": "in-columns"})


class PapersInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Files checked one by one; two of one name in one go are refused, for one would hide the other."""

    widget = PapersInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return a list of Upload."""
        files: list[UploadedFile[bytes]] = [file for file in data or [] if file]
        if len(files) > MOST_PAPERS:  # before any is read
            raise forms.ValidationError(TOO_MANY)
        if sum(file.size or 0 for file in files) > MOST_AT_ONCE:
            raise forms.ValidationError(_too_large())
        uploads = [accept(super(PapersField, self).clean(file, initial)) for file in files]
        names = [upload.name.lower() for upload in uploads]
        if twice := next((upload.name for upload in uploads if names.count(upload.name.lower()) > 1), None):
            raise forms.ValidationError(f"一次选择了两个名为“{twice}”的文件。请改名后重新选择。")
        return uploads


class AgendaItemForm(OnceForm):
    """An agenda item as its unit writes it: the template of a call."""

    call = forms.ModelChoiceField(
        label="响应的征集", queryset=AgendaCall.objects.none(), required=False, empty_label="不响应征集，随时提报"
    )
    title = forms.CharField(label="议题名称", max_length=100, help_text="一句话说明，例如：关于建立……机制的议题")
    background = _text("背景情况", 4000, 6)
    basis = _text("依据", 2000, 3, required=False, help_text="法律法规、上级文件或会议要求，写明文号。")
    proposal = _text("提请审议事项", 4000, 5)
    options = _text("备选方案", 4000, 3, required=False, help_text="有不同方案的，逐一列出利弊和本单位建议。")
    needs_money = forms.BooleanField(label="涉及经费（须征求财政局意见）", required=False)
    cost = _text("经费需求和来源", 1000, 2, required=False)
    is_normative = forms.BooleanField(label="涉及制发规范性文件（须经司法局合法性审核）", required=False)
    units_concerned = forms.ModelMultipleChoiceField(
        label="涉及单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        widget=ticks(),
        help_text="办理中需要其配合或与其职责有关的单位。",
    )
    attachment = PapersField(
        label="附件",
        required=False,
        help_text=f"参会各方均可阅看。可一次选择多个：{ACCEPTED}，每个不超过20MB。与已有附件同名的，保存为新的版本。",
    )
    confidential_attachment = PapersField(
        label="附件（内部材料）",
        required=False,
        help_text="只供提报、涉及和被征求单位阅看。已有附件标为内部材料的，其新版本仍是内部材料。",
    )
    confidential = forms.TypedMultipleChoiceField(
        label="已有附件中的内部材料",
        coerce=int,
        required=False,
        widget=ticks(),
        help_text="逐件勾选；其余附件参会各方均可阅看。",
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)  # which papers the ticks are about
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # how the words stood when the form was opened
    removed = forms.TypedMultipleChoiceField(
        label="删除的附件", coerce=int, required=False, widget=ticks(), help_text="传错的附件，勾选后保存即删除。"
    )

    def __init__(self, *args: Any, unit: MemberUnit, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["seen"].initial = as_shown(item) if item else ""
        self._show_papers(item)
        calls = AgendaCall.objects.filter(jurisdiction=unit.jurisdiction_id)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
        self.fields["call"].label_from_instance = _call_label  # type: ignore[attr-defined]
        if item is None:
            self.fields["call"].initial = calls.open().order_by("closes_at").first()
        elif item.was_submitted:
            self.fields["call"].disabled = True
        units = MemberUnit.objects.filter(jurisdiction=unit.jurisdiction_id).exclude(pk=unit.pk)
        self.fields["units_concerned"].queryset = units  # type: ignore[attr-defined]

    def _show_papers(self, item: AgendaItem | None) -> None:
        """List what is attached already, to be marked or taken out one by one."""
        there = list(item.attachments.newest().order_by("pk")) if item else []
        for name in ("confidential", "removed"):
            if there:
                self.fields["shown"].initial = ",".join(str(paper.pk) for paper in there)
                self.fields[name].choices = [(paper.pk, paper.name) for paper in there]  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if there:
            self.fields["confidential"].initial = [paper.pk for paper in there if paper.is_confidential]

    def _check_papers(self, uploads: list[Upload], removed: list[int]) -> None:
        """What each field takes, both together do not exceed; a paper is either internal or not."""
        names = [upload.name.lower() for upload in uploads]
        if twice := next((upload.name for upload in uploads if names.count(upload.name.lower()) > 1), None):
            said = f"“{twice}”同时选在“附件”和“附件（内部材料）”中。请只选一处，或改名后重新选择。"
            self.add_error("confidential_attachment", said)
        if sum(len(upload.content) for upload in uploads) > MOST_AT_ONCE:
            self.add_error("attachment", _too_large())
        if self._too_many(uploads, removed):
            self.add_error("attachment", TOO_MANY)

    def _too_many(self, uploads: list[Upload], removed: list[int]) -> bool:
        """An item keeps a readable number of papers; what goes makes room."""
        kept = self.item.attachments.newest().exclude(pk__in=removed) if self.item else Attachment.objects.none()
        there = {name.lower() for name in kept.values_list("name", flat=True)}
        return len(there | {upload.name.lower() for upload in uploads}) > MOST_PAPERS

    def clean(self) -> dict[str, Any]:
        """Who asks for money says how much and where from; the papers are counted as they will be."""
        data = super().clean() or {}
        uploads = [*data.get("attachment", []), *data.get("confidential_attachment", [])]
        self._check_papers(uploads, data.get("removed", []))
        if data.get("needs_money") and not data.get("cost", "").strip():
            self.add_error("cost", "涉及经费的议题，请写明金额和资金来源。")
        return data

    def drafted(self) -> dict[str, Any]:
        """Return what the services take."""
        data = dict(self.cleaned_data)
        shown, ticked, seen = data.pop("shown"), data.pop("confidential", ()), data.pop("seen")
        if self.item:  # a paper that somebody added meanwhile was not asked about
            data["seen"] = seen
            data["confidential"] = {int(pk): int(pk) in ticked for pk in shown.split(",") if pk.isdecimal()}
        keys = ("request_key", "confidential", "removed", "seen")
        return {
            **{key: data.pop(key) for key in keys if key in data},
            "uploads": data.pop("attachment"),
            "confidential_uploads": data.pop("confidential_attachment"),
            "fields": data,
        }

    def read_again(self, conflict: Outdated) -> None:
        """Say what happened meanwhile; what was typed stays, and is now typed over what stands there."""
        self.data = sent = cast("QueryDict", self.data).copy()
        sent["seen"] = as_shown(AgendaItem.objects.get(pk=self.item.pk)) if self.item else ""
        self.add_error(None, conflict.sentence)


def _call_label(call: AgendaCall) -> str:
    return f"{call}（{'已于' if call.is_over else ''}{cn_datetime(call.closes_at)}截止）"


class SubmitForm(ActForm):
    """The question before submitting; after the cut-off, with the reason why late."""

    late_reason = _text("逾期理由", 1000, 3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call, field = missed_call(self.object), self.fields["late_reason"]
        if call is None:
            del self.fields["late_reason"]
            return
        ended = cn_datetime(call.closes_at)
        field.help_text = f"“{call}”的截止时间是{ended}，已过。写明理由，经办公室主任同意后方可受理。"
        field.error_messages["required"] = "征集已经截止（截止时间可能在您填写期间有调整），请写明逾期理由后再提报。"


class ReturnForm(ActForm):
    """Why a text goes back, and until when it is to be reworked."""

    due_on = forms.DateField(label="修改期限", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = clock.add_workdays(clock.today(), REWORK_DAYS)

    def clean_due_on(self) -> Any:
        """A day that has passed leaves no time to rework."""
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            raise forms.ValidationError("修改期限早于今天。请选择今天或以后的日期。")
        if due_on > clock.today() + LONGEST_REWORK:
            raise forms.ValidationError("修改期限超过一年，请核对年份。")
        return due_on


class ConsultForm(ActForm):
    """Whom to ask, and how many working days they have."""

    mandatory = forms.ModelMultipleChoiceField(
        label="必须答复的单位", queryset=MemberUnit.objects.none(), required=False, widget=ticks()
    )
    optional = forms.ModelMultipleChoiceField(
        label="可不答复的单位", queryset=MemberUnit.objects.none(), required=False, widget=ticks()
    )
    days = forms.IntegerField(label="答复期限（工作日）", min_value=1, max_value=30)
    field_order = ["mandatory", "optional", "days", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item: AgendaItem = self.object
        self.fields["comment"].label = "说明"
        units = MemberUnit.objects.filter(jurisdiction=item.jurisdiction_id).exclude(pk=item.unit_id)
        by_law = [row for row in required(item) if row.unit]
        for name in ("mandatory", "optional"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        self.fields["mandatory"].initial = [row.unit.pk for row in by_law if row.unit]
        if by_law:
            reasons = "；".join(f"{row.unit}：{row.why}（{row.clause}）" for row in by_law)
            self.fields["mandatory"].help_text = f"依法必须征求，不选也会发出：{reasons}。"
        self.fields["optional"].initial = [unit.pk for unit in item.units_concerned.all()]
        limit = opinion_days(item)
        self.fields["days"].initial = limit.value
        self.fields["days"].help_text = f"{limit.citation}：{limit.value}个工作日。"

    def clean(self) -> dict[str, Any]:
        """A unit is asked once; somebody is asked."""
        data = super().clean() or {}
        mandatory, optional = set(data.get("mandatory") or ()), set(data.get("optional") or ())
        data["optional"] = sorted(optional - mandatory, key=lambda unit: unit.position)
        if not mandatory | optional | {row.unit for row in required(self.object) if row.unit}:
            self.add_error("mandatory", "请至少选择一个被征求意见的单位。")
        return data


class CompareForm(forms.Form):
    """Which two submitted texts to lay side by side."""

    old = forms.TypedChoiceField(label="对照", coerce=int, required=False, empty_value=None)
    new = forms.TypedChoiceField(label="与", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, versions: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.newest = (versions[-2] if len(versions) > 1 else versions[-1], versions[-1])
        for name, version in zip(("old", "new"), self.newest, strict=True):
            self.fields[name].choices = [(n, f"第{n}稿") for n in versions]  # type: ignore[attr-defined]
            self.fields[name].initial = version

    def chosen(self) -> tuple[int, int]:
        """Return (old, new); the last two when nothing sensible was asked for."""
        if not self.is_valid():
            return self.newest
        return self.cleaned_data["old"] or self.newest[0], self.cleaned_data["new"] or self.newest[1]


class ScheduleForm(ActForm):
    """Which regular meeting an item goes to."""

    meeting = forms.ModelChoiceField(label="会议", queryset=Meeting.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.filter(  # type: ignore[attr-defined]
            jurisdiction=self.object.jurisdiction, kind__in=DECIDING, state__in=AHEAD
        )
        self.fields["meeting"].help_text = "只列出尚未开始的会议；没有时请先新建会议。"


class UrgentForm(ActForm):
    """An urgent motion: in which room, and that its chair has given leave."""

    meeting = forms.ModelChoiceField(label="正在进行的会议", queryset=Meeting.objects.none())
    has_consent = forms.BooleanField(
        label="主持人已当场同意", error_messages={"required": "临时动议须经主持人当场同意，未同意的不能列入。"}
    )
    field_order = ["meeting", "has_consent", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = sitting(self.object.jurisdiction).select_related("chaired_by")
        field = self.fields["meeting"]
        field.queryset = meetings  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row}（主持人：{row.chaired_by}）"  # type: ignore[attr-defined]
        field.initial = meetings.first()


class AddToAgendaForm(forms.Form):
    """An accepted item for a liaison meeting."""

    agenda_item = forms.ModelChoiceField(label="已受理的议题", queryset=AgendaItem.objects.none())

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        placed = meeting.entries.filter(withdrawn_reason="").values("agenda_item")
        self.fields["agenda_item"].queryset = AgendaItem.objects.filter(  # type: ignore[attr-defined]
            jurisdiction=meeting.jurisdiction, state=AgendaItem.State.ACCEPTED
        ).exclude(pk__in=placed)
