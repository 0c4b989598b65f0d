"""The tables of WHO."""

from members.models.absence import Absence
from members.models.administrator import Administrator, AdministratorRole
from members.models.aid_standard import AidStandard
from members.models.appointment import Appointment, Role
from members.models.charter_draft import CharterDraft
from members.models.jurisdiction import Charter, Jurisdiction, JurisdictionGroupObjectPermission
from members.models.member_change import HandOverItem, MemberChange
from members.models.succession import FormerName, Succession
from members.models.unit import Duty, MemberUnit, MemberUnitGroupObjectPermission
from members.models.user import User
from members.models.working_rule import WorkingRule

__all__ = [
    "Absence",
    "AidStandard",
    "Administrator",
    "AdministratorRole",
    "Appointment",
    "Charter",
    "CharterDraft",
    "Duty",
    "FormerName",
    "HandOverItem",
    "Jurisdiction",
    "JurisdictionGroupObjectPermission",
    "MemberChange",
    "MemberUnit",
    "MemberUnitGroupObjectPermission",
    "Role",
    "Succession",
    "User",
    "WorkingRule",
]
