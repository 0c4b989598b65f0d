"""Who may do what with units, charters and appointments."""

from members.models import Role as R

OFFICE = {R.STAFF, R.DIRECTOR}
LEADERS = {R.CHIEF_CONVENER, R.CONVENER}
UNIT = {R.LIAISON, R.UNIT_LEADER}
EVERYONE = {*R}

TABLE = {
    "member_unit.read": EVERYONE,
    "charter.read": EVERYONE,
}

LOG_LABELS = {
    "charter.load": "载入制度",
    "appointment.start": "任职",
    "appointment.end": "免去任职",
    "working_rule.confirm": "确认工作规则",
}
