"""Who may do what with cases, consents, queries and reports. The joint-meeting office sees counts only."""

from members.models import Role as R
from members.permissions import CENTRE, OFFICE

TABLE = {
    "aid_case.create": {R.TOWNSHIP_HANDLER},
    "aid_case.edit": {R.TOWNSHIP_HANDLER},
    "aid_case.commission": {R.TOWNSHIP_HANDLER},
    "aid_case.withdraw": {R.TOWNSHIP_HANDLER},
    "consent_letter.create": {R.TOWNSHIP_HANDLER},
    "consent_letter.sign": {R.TOWNSHIP_HANDLER},
    "consent_letter.revoke": {R.TOWNSHIP_HANDLER},
    "consent_letter.download": {R.TOWNSHIP_HANDLER} | CENTRE,
    "household_person.reveal": {R.TOWNSHIP_HANDLER, R.UNIT_HANDLER} | CENTRE,
    "verification_request.accept": {R.CENTRE_HANDLER},
    "verification_request.return": {R.CENTRE_HANDLER},
    "verification_request.compare": {R.CENTRE_HANDLER},
    "verification_request.compare_early": {R.CENTRE_HEAD},
    "verification_request.compare_again": {R.CENTRE_HANDLER},
    "verification_request.dispose": {R.CENTRE_HANDLER},
    "verification_request.read_findings": CENTRE,
    "verification_request.submit": {R.CENTRE_HANDLER},
    "verification_request.send_back": {R.CENTRE_REVIEWER, R.CENTRE_HEAD},
    "verification_request.review": {R.CENTRE_REVIEWER},
    "verification_request.sign": {R.CENTRE_HEAD},
    "verification_request.remake": {R.CENTRE_HANDLER, R.CENTRE_HEAD},
    "verification_request.download": {R.TOWNSHIP_HANDLER} | CENTRE,
    "query.answer": {R.UNIT_HANDLER},
    "query.answer_late": {R.UNIT_HANDLER},
    "source.edit": {R.CENTRE_HEAD},
    "source_agreement.propose": {R.CENTRE_HANDLER, R.CENTRE_HEAD},
    "source_agreement.activate": {R.CENTRE_HEAD},
    "source_agreement.end": {R.CENTRE_HEAD},
    "verification.overview": OFFICE | CENTRE,
}

LOG_LABELS = {
    "aid_case.create": "受理救助申请",
    "aid_case.edit": "修改家庭信息",
    "consent_letter.create": "开具授权书",
    "consent_letter.download": "查看授权书原件",
    "household_person.reveal": "查看完整身份信息",
    "verification_request.commission": "收到委托",
    "verification_request.dispose": "处理比对结果",
    "verification_request.download": "下载核对报告",
    "source.edit": "设置反馈方式",
    "source_agreement.propose": "按通知拟订协议",
}
