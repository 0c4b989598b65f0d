"""What is asked before a signature: the password, and the hash of the sheet that stands below the question."""

from typing import Any

from django.conf import settings

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.forms import ActForm
from meetings import amending, composition
from meetings.delegations import delegation_for, lent_wording, signs
from meetings.models import Minutes


class SignForm(ActForm):
    """Signing minutes; whoever signs for another is shown the words that will be recorded."""

    def __init__(self, *args: Any, obj: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, user=user, **kwargs)
        row = None if signs(self.minutes, user) else delegation_for(self.minutes, user)
        if row:
            self.fields["password"].help_text = f"签署记录将写明：{lent_wording(row)}"

    @property
    def minutes(self) -> Minutes:
        """The minutes whose signer signs."""
        minutes: Minutes = self.object
        return minutes

    @property
    def sheet(self) -> dict[str, Any]:
        """The sheet that is signed, as it is printed."""
        return composition.preview(self.minutes)


class AmendmentSignForm(SignForm):
    """Signing a notice that corrects minutes or declares them void."""

    @property
    def minutes(self) -> Minutes:
        """The minutes it is about."""
        minutes: Minutes = self.object.minutes
        return minutes

    @property
    def sheet(self) -> dict[str, Any]:
        """The notice as it is printed."""
        document = amending.notice(amending.statement(self.object))
        return {"document": document, "pages": official.preview(document, office_fonts=settings.OFFICE_FONTS_DIR)}
