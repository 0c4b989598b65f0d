"""Tags and filters every page may use: the components as one-word tags, and dates and numbers as officials write them.

What a component looks like is in templates/components/; nothing here knows an app.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jointmeeting.kernel import access

register = template.Library()

_DIGITS = "零一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
BUTTONS = 2  # what a page offers at once; more acts are links
_DAY_PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


# --- dates and numbers ---


def _local(value: date) -> date:
    """Return an aware datetime in the offices' time zone, anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def cn_date(value: date | None) -> str:
    """Return 2026年6月4日, unpadded; nothing for None."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def cn_day(value: date | None) -> str:
    """Return 6月4日, with the year when it is not the current one; nothing for None."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.month}月{day.day}日" if day.year == timezone.localdate().year else cn_date(day)


@register.filter
def cn_time(value: datetime | None) -> str:
    """Return 上午9:00; nothing for None."""
    if not value:
        return ""
    moment = _local(value)
    assert isinstance(moment, datetime)  # noqa: S101 - narrows the type
    part = next(name for end, name in _DAY_PARTS if moment.hour < end)
    hour = moment.hour if moment.hour <= 12 else moment.hour - 12
    return f"{part}{hour}:{moment.minute:02}"


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """Return 6月4日（周四）上午9:00, with the year when it is not the current one; nothing for None."""
    if not value:
        return ""
    return f"{cn_day(value)}（周{_WEEKDAYS[_local(value).weekday()]}）{cn_time(value)}"


@register.filter
def cn_stamp(value: datetime | None) -> str:
    """Return 11月19日 16:02, as the log shows it; nothing for None."""
    if not value:
        return ""
    return f"{cn_day(value)} {_local(value):%H:%M}"


@register.filter
def paragraphs(text: str) -> SafeString:
    """Return each line that says something as a paragraph: official text is indented at every line that was begun."""
    return format_html_join("", "<p>{}</p>", ((line,) for line in map(str.strip, str(text).splitlines()) if line))


@register.filter
def cn_number(value: int) -> str:
    """Return 一 … 九十九; any other number in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


# --- text ---


@register.filter
def keep_together(text: str, words: str) -> SafeString:
    """Return `text` with every occurrence of `words` kept on one line."""
    kept = f'<span class="keep-together">{escape(words)}</span>'
    return mark_safe(escape(text).replace(escape(words), kept))  # noqa: S308 - both parts are escaped


@register.filter
def millimetres(length: float) -> str:
    """Return a length for a drawing, to a thousandth."""
    return f"{length:.3f}"


@register.simple_block_tag
def capture(content: str) -> str:
    """Render the block once to use it twice: {% capture as name %}…{% endcapture %}."""
    return content


# --- components ---


@register.filter
def widget_kind(bound: BoundField) -> str:
    """Return how a field is laid out: choices | check | line."""
    if bound.use_fieldset:
        return "choices"
    return "check" if getattr(bound.field.widget, "input_type", "") == "checkbox" else "line"


@register.simple_tag(takes_context=True)
def linked(context: template.Context, row: Any, label: str = "") -> SafeString:
    """Show `row` by its name, or by `label`: as a link where the reader may open it, else the words alone."""
    text = label or str(row)
    if access.may_open(context["user"], row):
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), text)
    return conditional_escape(text)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Show a form field with label, help and error."""
    return {"field": bound}


@register.inclusion_tag("components/form.html")
def render_form(
    form: Form, submit_label: str, cancel_url: str = "", tone: str = "main", action: str = "", test_id: str = ""
) -> dict[str, Any]:
    """Show a whole form with its error summary and buttons; Django hands the CSRF token to the tag's template."""
    return {
        "form": form,
        "submit_label": submit_label,
        "cancel_url": cancel_url,
        "tone": tone,
        "action": action,
        "test_id": test_id,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Form) -> dict[str, Any]:
    """Show what has to be corrected, with links to the fields."""
    return {"form": form}


@register.inclusion_tag("components/badge.html")
def badge(label: str, tone: str = "plain") -> dict[str, Any]:
    """Show a word in a tinted box."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("components/light.html")
def light(tone: str, sentence: str) -> dict[str, Any]:
    """Show a light with its reason beside it."""
    return {"tone": tone, "sentence": sentence}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Iterable[Any]) -> dict[str, Any]:
    """Show where a thing stands among its steps."""
    return {"steps": steps}


@register.filter
def as_buttons(acts: Iterable[Any]) -> list[Any]:
    """Return the acts a page offers as buttons: two at most, the main one first, then what can be done now."""
    return sorted(acts, key=lambda act: (not (act.is_main or act.is_official), bool(act.refusal)))[:BUTTONS]


@register.filter
def as_links(acts: Iterable[Any]) -> list[Any]:
    """Return the acts beside the buttons, in their own order."""
    buttons = as_buttons(acts := list(acts))
    return [act for act in acts if act not in buttons]


@register.inclusion_tag("components/action_bar.html")
def action_bar(acts: Iterable[Any]) -> dict[str, Any]:
    """Show what can be done now, and why not what cannot."""
    return {"acts": acts}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """Show the record 留痕, in the order given (newest first)."""
    return {"entries": entries}


@register.inclusion_tag("components/empty.html")
def empty_state(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Show that there is nothing yet and what to do about it."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("components/why.html")
def why(sentence: str, clause: str = "", source: str = "charter") -> dict[str, Any]:
    """Show the rule behind what the page offers; source is charter or working_rule."""
    return {"sentence": sentence, "clause": clause, "source": source}


@register.inclusion_tag("components/todo_list.html")
def todo_list(items: Iterable[Any]) -> dict[str, Any]:
    """Show work as sentences: due, thing, what is known, one act."""
    return {"items": items}


@register.inclusion_tag("components/sheet.html")
def sheet(document: object, pages: Iterable[Any]) -> dict[str, Any]:
    """Show an official document as the sheets that will be printed."""
    return {"document": document, "pages": pages}
