"""The file somebody wants to be sure of."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jointmeeting.kernel.uploads import accept


class FileToCheckForm(forms.Form):
    """One PDF; it is read and not kept."""

    file = forms.FileField(label="纪要文件（PDF）", help_text="选择收到的纪要文件，点击“核验”。")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.label_suffix = ""

    def clean_file(self) -> bytes:
        """Take a PDF of the size an attachment may have."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        upload = accept(file)
        if upload.media_type != "application/pdf":
            raise forms.ValidationError("请上传PDF文件。纸质文件请扫描纪要页面提供的二维码核对文号和日期。")
        return upload.content
