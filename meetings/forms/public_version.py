"""Shape of what is struck from minutes before the public reads them."""

from typing import Any

from django import forms

from jointmeeting.kernel.documents.content import Paragraph, Table
from jointmeeting.kernel.documents.minutes import MinutesDocument
from jointmeeting.kernel.forms import OnceForm
from meetings.redaction import Cuts, is_heading, still_named, text_of, words_of_table

TABLE_SHOWN = 60  # characters
SHORTEST = 2  # a single character would be struck from half the words


def _shown(block: Paragraph | Table) -> str:
    """Return a block as it is offered for striking; of a table its beginning."""
    if isinstance(block, Table):
        words = "、".join(word for word in words_of_table(block) if word)
        return f"【附表】{words[:TABLE_SHOWN]}{'……' if len(words) > TABLE_SHOWN else ''}"
    return f"【整条】{block.text}" if is_heading(block) else block.text


class PublicVersionForm(OnceForm):
    """Paragraphs and lists to tick, words to type. Nothing ticked publishes the whole text."""

    paragraphs = forms.TypedMultipleChoiceField(
        label="不予公开的条文和段落",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="选标题的，整条不予公开。",
    )
    lists = forms.TypedMultipleChoiceField(
        label="不予公开的名单", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label="需隐去的姓名等文字",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个，在全文中隐去为“×××”。",
    )
    reason = forms.CharField(
        label="区分处理的理由", required=False, max_length=200, help_text="例如：涉及个人隐私，属于过程性信息。"
    )

    def __init__(self, *args: Any, document: MinutesDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        blocks = [(n, _shown(block)) for n, block in enumerate(document.paragraphs)]
        lists = [(n, f"{label}：{names}") for n, (label, names) in enumerate(document.attendance)]
        self.fields["paragraphs"].choices = blocks  # type: ignore[attr-defined]
        self.fields["lists"].choices = lists  # type: ignore[attr-defined]
        if not lists:
            del self.fields["lists"]

    def clean_words(self) -> tuple[str, ...]:
        """Return the words; each must be there, or what was meant would be published."""
        words = tuple(dict.fromkeys(word.strip() for word in self.cleaned_data["words"].splitlines() if word.strip()))
        text = text_of(self.document)
        for word in words:
            if len(word) < SHORTEST:
                raise forms.ValidationError(f"“{word}”太短，会误删其他文字。请写出完整的姓名或者词语。")
            if word not in text:
                raise forms.ValidationError(f"纪要中没有“{word}”。请与正文逐字核对，每行只写一个。")
        return words

    def clean(self) -> dict[str, Any]:
        """Ask why, where something is struck (政府信息公开条例第三十七条: 对不予公开的内容说明理由)."""
        fields: dict[str, Any] = super().clean() or {}
        if not self.errors and (title := still_named(self.document, self.cuts)):
            sentence = f"“{title}”整条不予公开，但其他段落还写有这一标题。请一并选择该段，或者在下面填入这些文字。"
            self.add_error("paragraphs", sentence)
        if not self.errors and self.cuts and not fields["reason"]:
            self.add_error("reason", "有不予公开的内容，请说明理由。")
        return fields

    @property
    def cuts(self) -> Cuts:
        """What is struck, of a form without errors in these fields."""
        found = self.cleaned_data
        return Cuts(frozenset(found.get("paragraphs", ())), frozenset(found.get("lists", ())), found.get("words", ()))
