"""Who may do what with assignments."""

from members.permissions import OFFICE, UNIT

TABLE = {
    "assignment.accept": UNIT,
    "assignment.report": UNIT,
    "assignment.finish": UNIT,
    "assignment.return": OFFICE,
    "assignment.close": OFFICE,
}

LOG_LABELS = {
    "assignment.assign": "交办",
}
