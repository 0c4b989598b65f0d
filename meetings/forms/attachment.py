"""Shape of an attachment of minutes."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.forms import OnceForm
from jointmeeting.kernel.uploads import Upload, accept


class MinutesAttachmentForm(OnceForm):
    """One PDF and the name it is printed with."""

    title = forms.CharField(
        label="附件名称",
        max_length=100,
        help_text="印在正文下方“附件：”之后，不加书名号和标点，例如：2026年第二季度工作任务清单",
    )
    file = forms.FileField(label="文件（PDF）", help_text="随纪要一并签名、印发和归档，不另行排版")

    def clean_title(self) -> str:
        """Take no character that cannot be printed."""
        title: str = self.cleaned_data["title"]
        if lost := official.unprintable(title, field="附件名称", office_fonts=settings.OFFICE_FONTS_DIR):
            raise forms.ValidationError(f"{lost[0].sentence}请改用规范汉字。")
        return title

    def clean_file(self) -> Upload:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return accept(file)
