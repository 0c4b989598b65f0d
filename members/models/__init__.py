"""The tables of WHO."""

from members.models.aid_standard import AidStandard
from members.models.appointment import Appointment, Role
from members.models.jurisdiction import Charter, Jurisdiction, JurisdictionGroupObjectPermission
from members.models.member_change import HandOverItem, MemberChange
from members.models.succession import FormerName, Succession
from members.models.unit import Duty, MemberUnit, MemberUnitGroupObjectPermission
from members.models.user import User
from members.models.working_rule import WorkingRule

__all__ = [
    "AidStandard",
    "Appointment",
    "Charter",
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
