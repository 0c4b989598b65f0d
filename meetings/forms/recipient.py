"""What the office says about a delivery outside the system."""

from django import forms

from jointmeeting.kernel.forms import ActForm


class DeliverForm(ActForm):
    """How the minutes reached a body that does not work here."""

    way = forms.CharField(label="送达方式", max_length=100, help_text="例如：机要交换、公文交换系统、专人送达")
    field_order = ["way", "comment"]
