"""Who may do what with assignments and periodic reports."""

from members.models import Role
from members.permissions import OFFICE, UNIT

TABLE = {
    "assignment.create": OFFICE,
    "assignment.accept": UNIT,
    "assignment.refuse": UNIT,
    "assignment.reassign": OFFICE,
    "assignment.report": UNIT,
    "assignment.finish": UNIT,
    "assignment.request_extension": UNIT,
    "assignment.designate": UNIT,
    "assignment.return": OFFICE,
    "assignment.close": OFFICE,
    "assignment.reopen": {Role.DIRECTOR},
    "assignment.urge": OFFICE,
    "assignment.supervise": OFFICE,
    "assignment.set_date": OFFICE,
    "assignment.split": OFFICE,
    "assignment.merge": OFFICE,
    "assignment.carry": OFFICE,
    "assignment.suspend": OFFICE,
    "assignment.resume": OFFICE,
    "assignment.load_measures": OFFICE,
    "supervision_slip.issue": (),
    "part.complete": UNIT,
    "extension.grant": OFFICE,
    "extension.deny": OFFICE,
    "periodic_report.submit": UNIT,
    "periodic_report.return": OFFICE,
    "periodic_report.accept": OFFICE,
}

LOG_LABELS = {
    "assignment.succeed": "承接",
    "assignment.assign": "交办",
    "assignment.load_measures": "载入实施方案措施",
    "assignment.export": "导出工作事项",
    "supervision_slip.download": "下载督办单",
    "assignment.print": "下载任务交办单",
    "assignment.circular": "生成通报",
    "evidence.download": "下载佐证材料",
    "periodic_report.open": "开启报送",
    "periodic_report.download": "下载报送附件",
    "recurring_duty.read": "载入定期职责",
    "digest.send": "发出提醒",
}
