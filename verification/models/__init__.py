"""The tables of CHECK."""

from verification.models.consent import ConsentLetter, ConsentSignature
from verification.models.exchange import InformationAnswer, Query, QueryItem
from verification.models.household import AidCase, Declaration, HouseholdPerson
from verification.models.request import CommissionLetter, Finding, VerificationReport, VerificationRequest
from verification.models.source import Source, SourceAgreement

__all__ = [
    "AidCase",
    "CommissionLetter",
    "ConsentLetter",
    "ConsentSignature",
    "Declaration",
    "Finding",
    "HouseholdPerson",
    "InformationAnswer",
    "Query",
    "QueryItem",
    "Source",
    "SourceAgreement",
    "VerificationReport",
    "VerificationRequest",
]
