"""What people give and answer while a notice is brought in."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm, OnceForm
from members.bringing_in import record_of
from members.importing.answers import Answer
from members.importing.comparing import Differences, compare
from members.models import CharterDraft
from members.notices import Reading, read
from members.notices.cleaning import MAX_CHARACTERS
from members.notices.intake import MAX_BYTES

ANSWERS = {"yes": True, "no": False}
LONGEST = 10_000


class NoticeForm(OnceForm):
    """A notice, pasted or uploaded; `reading` is what was read. The importer's refusal stands at the field."""

    text = forms.CharField(
        label="粘贴通知全文", required=False, max_length=MAX_CHARACTERS, strip=False,
        widget=forms.Textarea(attrs={"rows": 12}), help_text="连同标题、文号、附件一起粘贴。",
    )  # fmt: skip
    file = forms.FileField(
        label="或上传文件", required=False, allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.html,.htm,.pdf"}),
        help_text="支持 .txt、.docx、.html 和文字版 PDF，不超过 20 MB。",
    )  # fmt: skip
    reading: Reading

    def clean(self) -> dict[str, Any]:
        """Read what was given, exactly one of the two."""
        data = super().clean() or {}
        text, file = data.get("text") or "", data.get("file")
        if self.errors:
            return data
        field = "file" if file else "text"
        if bool(text.strip()) == bool(file):
            self.add_error(field, "请粘贴通知全文，或上传一个文件，二者选一。")
        elif file and file.size > MAX_BYTES:
            self.add_error("file", "文件超过 20 MB，不像一份通知。请只上传通知本身，不要附带图片或其他材料。")
        else:
            self.reading = read(file.read(), file.name) if file else read(text, "粘贴的通知")
            if self.reading.refused:
                self.add_error(field, self.reading.refused)
        return data


def decisions_from(post: Mapping[str, str], answers: Iterable[Answer]) -> dict[str, dict[str, Any]]:
    """Return {key: {"keep", "text"}} for every proposal; what is not on the page stays as it was."""
    found = {}
    for answer in answers:
        key = answer.item.key
        text = post.get(f"text:{key}", answer.text)[:LONGEST].replace("\r\n", "\n").replace("\0", "")
        keep = ANSWERS.get(post.get(f"keep:{key}", ""), answer.keep)
        if keep is not None or text != answer.item.text:
            found[key] = {"keep": keep, "text": text}
    return found


class ConfirmForm(ActForm):
    """From when the notice counts, with what it changes."""

    page = "members/charter_draft_confirm.html"

    in_force_from = forms.DateField(
        label="生效日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="一般为通知的成文日期；不能晚于今天。",
    )  # fmt: skip
    field_order = ["in_force_from", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issued = record_of(self.object).notice.issue_date if not self.object.open_answers else None
        self.fields["in_force_from"].initial = min(issued or clock.today(), clock.today())

    def clean_in_force_from(self) -> Any:
        """A notice that is not yet in force waits for its day by another act."""
        day, last = self.cleaned_data["in_force_from"], self._last_day()
        if day > clock.today():
            raise forms.ValidationError(
                "生效日期不能晚于今天。以后才生效的通知，请返回办理“定期生效”，到当日由系统生效。"
            )
        if last and day < last:
            raise forms.ValidationError(f"生效日期不能早于现行制度的生效日期（{last:%Y年%-m月%-d日}）。")
        return day

    def _last_day(self) -> Any:
        body = self.object.jurisdiction
        return body.charter.in_force_from if body else None

    @cached_property
    def differences(self) -> Differences:
        """What changes against the charter in force."""
        draft: CharterDraft = self.object
        return compare(draft.jurisdiction.charter.record if draft.jurisdiction else None, record_of(draft))

    @cached_property
    def record(self) -> Any:
        """The charter to come."""
        return record_of(self.object)


class ScheduleForm(ConfirmForm):
    """The day a notice waits for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_force_from"].initial = clock.today() + timedelta(days=1)
        self.fields["in_force_from"].help_text = "通知写明的施行日期；须晚于今天。"

    def clean_in_force_from(self) -> Any:
        """What counts from today is confirmed at once."""
        day = self.cleaned_data["in_force_from"]
        if day <= clock.today():
            raise forms.ValidationError("生效日期须晚于今天。今天或以前生效的通知，请返回办理“确认生效”。")
        return day
