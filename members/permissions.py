"""Who may do what with units, charters and appointments."""

from members.models import AdministratorRole as A
from members.models import Role as R

OFFICE = {R.STAFF, R.DIRECTOR}
LEADERS = {R.CHIEF_CONVENER, R.CONVENER}
UNIT = {R.LIAISON, R.UNIT_LEADER}
DOORS = UNIT | {R.TOWNSHIP_HANDLER}  # where people in need may come in
DOERS = DOORS  # who does a unit's work: a township has neither a leader nor a liaison officer here
PARTICIPANTS = OFFICE | LEADERS | UNIT | {R.GOVERNMENT_LEADER}
CENTRE = {R.CENTRE_HANDLER, R.CENTRE_REVIEWER, R.CENTRE_HEAD}
EVERYONE = {*R}
# Posts that approve or sign: their accounts are opened by the director and renewed by the security administrator.
SIGNING = LEADERS | {R.DIRECTOR, R.GOVERNMENT_LEADER, R.CENTRE_HEAD}

TABLE = {
    "member_unit.read": EVERYONE,
    "charter.read": EVERYONE,
    "working_rule.confirm": {R.DIRECTOR},
    "working_rule.change": {R.DIRECTOR},
    "succession.create": OFFICE,
    "succession.confirm": {R.DIRECTOR},
    "succession.cancel": OFFICE,
    "succession.take_effect": set[R](),  # the system, on the day
    "compliance.read": OFFICE | LEADERS,
    "member_change.propose": UNIT,
    "member_change.file": OFFICE,
    "member_change.confirm": OFFICE,
    "member_change.approve": {R.CHIEF_CONVENER},
    "member_change.adjust": OFFICE,
    "member_change.take_effect": {},
    "member_change.return": OFFICE | {R.CHIEF_CONVENER},
    "member_change.withdraw": UNIT,
    "hand_over_item.acknowledge": UNIT,
    "member_unit.expand": OFFICE,
    "member_unit.enter": OFFICE,
    "member_unit.edit": OFFICE,
    "aid_standard.add": OFFICE,
    "aid_standard.correct": OFFICE,
    "roster.edit": OFFICE,
    "grant.report": OFFICE,
    "roster.export": PARTICIPANTS | CENTRE,
    "charter_draft.edit": OFFICE | {A.SYSTEM_ADMIN},
    "charter_draft.confirm": {R.DIRECTOR, A.SYSTEM_ADMIN},
    "charter_draft.discard": OFFICE | {A.SYSTEM_ADMIN},
    "charter_draft.schedule": {R.DIRECTOR, A.SYSTEM_ADMIN},
    "charter_draft.recall": {R.DIRECTOR, A.SYSTEM_ADMIN},
    "charter_draft.take_effect": {},
    "user.list": OFFICE | {A.SYSTEM_ADMIN, A.SECURITY_ADMIN},
    "user.create": OFFICE | {A.SYSTEM_ADMIN},
    "user.invite": {},
    "user.accept": {},
    "user.open": OFFICE,
    "user.renew": OFFICE | {A.SECURITY_ADMIN},
    "user.readdress": OFFICE | {A.SECURITY_ADMIN},
    "user.deactivate": OFFICE | {A.SECURITY_ADMIN},
    "user.restore": OFFICE | {A.SECURITY_ADMIN},
    "holiday_notice.enter": {A.SYSTEM_ADMIN},
    "log.read": {A.AUDIT_ADMIN},
}

LOG_LABELS = {
    "compliance.warn": "制度执行提醒",
    "absence.register": "登记外出",
    "absence.end": "登记返回",
    "charter.load": "载入制度",
    "charter_draft.start": "读取通知",
    "charter_draft.edit": "核对通知",
    "charter_draft.obstruct": "通知未能生效",
    "administrator.appoint": "任命管理员",
    "holiday_notice.enter": "载入节假日安排",
    "user.create": "开通账号",
    "user.readdress": "更改邮箱",
    "member_unit.rename": "单位更名",
    "appointment.start": "任职",
    "appointment.end": "免去任职",
    "succession.create": "登记机构变动",
    "member_unit.add": "增加单位",
    "member_change.propose": "提出成员调整",
    "member_change.complete": "补充交接清单",
    "grant.reconcile": "核对权限",
    "member_unit.expand": "填写组合所含单位",
    "member_unit.enter": "登记单位",
    "member_unit.edit": "修改单位信息",
    "aid_standard.add": "登记救助标准",
    "aid_standard.correct": "更正救助标准",
    "appointment.correct": "更正任职",
    "succession.obstruct": "机构变动未能生效",
    "roster.edit": "登记任职",
    "roster.import": "导入成员名册",
    "roster.export": "导出成员名册",
    "working_rule.confirm": "确认工作规则",
    "working_rule.change": "修改工作规则",
    "working_rule.confirm_proposal": "确认存疑条款",
}
