"""Who is told of what in verification. A sentence never names a person of a household."""

from collections.abc import Iterable
from typing import Any

from jointmeeting.kernel import notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from members.models import Role
from members.queries import people_holding
from verification.models import Query, VerificationRequest
from verification.models.source import Channel


def _township(request: VerificationRequest, _: LogEntry) -> Iterable[Any]:
    return people_holding({Role.TOWNSHIP_HANDLER}, request.jurisdiction_id, units=[request.case.township_id])


def _centre(role: Role) -> Any:
    return lambda request, _: people_holding({role}, request.jurisdiction_id)


def _centre_and_head(request: VerificationRequest, _: LogEntry) -> Iterable[Any]:
    return people_holding({Role.CENTRE_HANDLER, Role.CENTRE_HEAD}, request.jurisdiction_id)


def _unit_handlers(query: Query, _: LogEntry) -> Iterable[Any]:
    if query.channel == Channel.CONNECTOR:
        return []
    return people_holding({Role.UNIT_HANDLER}, query.jurisdiction_id, units=[query.source.unit_id])


def _about_overdue(query: Query, entry: LogEntry) -> Iterable[Any]:
    leaders = people_holding({Role.UNIT_LEADER}, query.jurisdiction_id, units=[query.source.unit_id])
    return [*_unit_handlers(query, entry), *leaders, *people_holding({Role.CENTRE_HANDLER}, query.jurisdiction_id)]


for act, recipients, sentence in [
    ("verification_request.commission", _centre(Role.CENTRE_HANDLER), lambda r, e: f"收到核对委托：{r.case}，请受理。"),
    ("verification_request.return", _township, lambda r, e: f"{r.case}的核对委托被退回。理由：{e.comment}"),
    ("verification_request.submit", _centre(Role.CENTRE_REVIEWER), lambda r, e: f"{r}比对完成，请复核。"),
    ("verification_request.review", _centre(Role.CENTRE_HEAD), lambda r, e: f"{r}已复核，请签发报告。"),
    ("verification_request.send_back", _centre(Role.CENTRE_HANDLER), lambda r, e: f"{r}被退回。理由：{e.comment}"),
    ("verification_request.withdraw", _centre(Role.CENTRE_HANDLER), lambda r, e: f"{r.case}的家庭撤回授权，核对终止。"),
    ("verification_request.stall", _centre_and_head, lambda r, e: f"{r}的报告已签发，文件制作失败，请重新制作。"),
    ("verification_request.issue", _township, lambda r, e: f"{r.case}的核对报告已出具，可以下载。"),
]:
    notify.register(act, Announcement(recipients, sentence))

for act, recipients, sentence in [
    ("query.send", _unit_handlers, lambda q, e: f"收到协查任务：{q.request.case}，请于{q.due_on:%-m月%-d日}前反馈。"),
    (
        "query.fall_back",
        _unit_handlers,
        lambda q, e: f"接口不通，请在网页反馈：{q.request.case}，{q.due_on:%-m月%-d日}前。",
    ),
    ("query.fall_back_late", _unit_handlers, lambda q, e: f"接口不通且已逾期，请尽快在网页反馈：{q.request.case}。"),
    ("query.cancel", _unit_handlers, lambda q, e: f"家庭撤回授权，无需再反馈：{q.request.case}。"),
    ("query.expire", _about_overdue, lambda q, e: f"{q}已逾期未反馈（时限{q.due_on:%-m月%-d日}），请尽快反馈。"),
]:
    notify.register(act, Announcement(recipients, sentence))
