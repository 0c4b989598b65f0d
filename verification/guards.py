"""Reasons why an act of verification is not possible now. Each returns a Refused with what to do next, or None."""

import json
from typing import Any

from django.conf import settings

from jointmeeting.kernel.documents.official import unprintable
from jointmeeting.kernel.errors import Refused
from verification.composition import report_content
from verification.models import AidCase, ConsentLetter, ConsentSignature, Query, VerificationRequest
from verification.models.source import SourceAgreement

CONSENT_RULE = "社会救助暂行办法（国务院令第649号）第五十八条"


def everybody_consents(obj: AidCase | VerificationRequest, _: Any) -> Refused | None:
    """Authorise first, then check: each member of the household, or his guardian, has signed a valid letter."""
    case = obj if isinstance(obj, AidCase) else obj.case
    signed = ConsentSignature.objects.filter(letter__case=case, letter__state=ConsentLetter.State.VALID)
    without = case.persons.exclude(pk__in=signed.values("person"))
    names = "、".join(person.masked_name for person in without)
    if not names:
        return None
    return Refused(f"{names}尚未签署有效的核对授权书，不能核对。请先开具授权书，签字后登记。", clause=CONSENT_RULE)


def an_agreement_is_active(request: VerificationRequest, _: Any) -> Refused | None:
    """Nothing may be asked of a department without an agreement."""
    if SourceAgreement.objects.active().filter(source__jurisdiction=request.jurisdiction).exists():
        return None
    return Refused("没有一个信息提供单位签有有效的信息共享协议，不能协查。请先在“信息提供单位”页面办理协议生效。")


def every_source_answered_or_late(request: VerificationRequest, _: Any) -> Refused | None:
    """The handler waits for every department until its limit."""
    waiting = request.queries.filter(state__in=[Query.State.PENDING, Query.State.SENT]).select_related("source__unit")
    names = "、".join(f"{query.source}（{query.due_on:%-m月%-d日}前）" for query in waiting)
    if not names:
        return None
    return Refused(f"{names}仍在反馈期限内。请等待反馈；确需提前比对的，由核对机构负责人办理“提前比对”。")


def report_is_printable(request: VerificationRequest, _: Any) -> Refused | None:
    """Once numbered, a report with what no font prints could never be made."""
    said = json.dumps(report_content(request), ensure_ascii=False)
    if lost := unprintable(said, field="核对报告", office_fonts=settings.OFFICE_FONTS_DIR):
        return Refused(f"{lost[0].sentence}请退回修改，或者请系统管理员补充字体后再签发。")
    return None


def suspicions_are_dealt_with(request: VerificationRequest, _: Any) -> Refused | None:
    """A suspicion goes on only with what the handler made of it."""
    count = request.findings.filter(severity="suspect", disposition="").count()
    return Refused(f"还有{count}条疑点没有处理意见。请先在“处理比对结果”中逐条填写。") if count else None


def nothing_arrived_since(request: VerificationRequest, _: Any) -> Refused | None:
    """What is reviewed and signed is what was compared."""
    later = request.queries.filter(answered_at__gt=request.compared_at) if request.compared_at else Query.objects.none()
    names = "、".join(str(query.source) for query in later.select_related("source__unit"))
    return Refused(f"比对之后又收到{names}的反馈。请退回经办人重新比对。") if names else None


def reviewed_by_another(request: VerificationRequest, user: Any) -> Refused | None:
    """Who compared does not review or sign: two pairs of eyes."""
    if user.pk not in {request.handled_by_id, request.reviewed_by_id}:
        return None
    return Refused("经办、复核、签发应由不同的人办理，您已办理过本请求的前一环节。")


def still_valid_dates(agreement: SourceAgreement, _: Any) -> Refused | None:
    """One agreement in force a source."""
    if agreement.source.agreements.filter(state=SourceAgreement.State.ACTIVE).exists():
        return Refused("该单位已有一份有效协议。请先终止原协议，再使新协议生效。")
    return None
