"""Shapes of what people type in this app. Rules are in guards.py and services.py."""

from verification.forms.answer import AnswerForm
from verification.forms.case import CaseForm, CommissionForm, ConsentForm, PersonFormSet, RevealForm, SignaturesForm
from verification.forms.centre import FindingsForm, SourceForm
from verification.forms.signing import ReportSignForm

__all__ = [
    "AnswerForm",
    "CaseForm",
    "CommissionForm",
    "ConsentForm",
    "FindingsForm",
    "PersonFormSet",
    "ReportSignForm",
    "RevealForm",
    "SignaturesForm",
    "SourceForm",
]
