"""Assignments and what hangs on them, recurring duties and their reports, reminders."""

from duties.models.assignment import Assignment, AssignmentState, ReportUnit, SourceKind
from duties.models.hardship import HardshipCase, HardshipState, HardshipSupport, ReliefState, UrgentRelief
from duties.models.office_paper import OfficePaper, OfficePaperState, PaperKind
from duties.models.part import Part, PartState
from duties.models.progress import Evidence, Extension, ExtensionState, Progress, ProgressState
from duties.models.recurring import PeriodicReport, PeriodicReportState, RecurringDuty
from duties.models.reminder import Digest, ReminderRound
from duties.models.slip import SlipColour, SupervisionSlip, SupervisionSlipState

__all__ = [
    "Assignment",
    "AssignmentState",
    "Digest",
    "Evidence",
    "Extension",
    "ExtensionState",
    "HardshipCase",
    "HardshipState",
    "HardshipSupport",
    "OfficePaper",
    "OfficePaperState",
    "PaperKind",
    "Part",
    "PartState",
    "PeriodicReport",
    "PeriodicReportState",
    "Progress",
    "ProgressState",
    "RecurringDuty",
    "ReliefState",
    "ReminderRound",
    "ReportUnit",
    "SlipColour",
    "SourceKind",
    "SupervisionSlip",
    "SupervisionSlipState",
    "UrgentRelief",
]
