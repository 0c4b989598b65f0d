"""From a request in the database to plain content: what is compared, and what the report says."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jointmeeting.kernel.templatetags.ui import cn_date
from members.models import Jurisdiction
from members.rules import ruling
from verification.categories import CATEGORIES, FIGURES
from verification.compare import Answered
from verification.models import ConsentLetter, InformationAnswer, Query, QueryItem, VerificationRequest

STATEMENT = "本报告只反映核对时点的核对情况，只核对、不认定，是审核确认的参考依据，不是救助决定。"
SECRECY = "本报告含个人信息，仅用于所列救助事项的审核，不得向无关人员提供或公开。"


def answered(request: VerificationRequest) -> list[Answered]:
    """Return every item of a request with its newest answer, opened."""
    items = QueryItem.objects.filter(query__request=request).select_related("person").order_by("person__position", "pk")
    newest: dict[int, InformationAnswer] = {
        answer.item_id: answer for answer in InformationAnswer.objects.filter(item__in=items).order_by("version")
    }
    return [
        Answered(
            person=item.person_id,
            label=item.person.name,
            category=item.category,
            outcome=item.outcome,
            records=newest[item.pk].records if item.pk in newest else (),
        )
        for item in items
    ]


def report_content(request: VerificationRequest) -> dict[str, Any]:
    """Return everything the report says, as JSON: it is frozen with its hash when the report is signed."""
    case = request.case
    letters = case.consent_letters.filter(state=ConsentLetter.State.VALID)
    return {
        "centre": centre_of(case.jurisdiction),
        "case": str(case),
        "programme": case.get_programme_display(),
        "township": case.township.name,
        "commission": f"{request.commission}（{cn_date(request.commission.signed_on)}）",
        "consents": [f"{letter}（{cn_date(letter.signed_on)}签字）" for letter in letters],
        "as_of": cn_date(request.as_of),
        "persons": [
            {"name": p.name, "number": p.masked_number, "relation": p.get_relation_display()}
            for p in case.persons.all()
        ],
        "declared": [f"{label}：{case.declaration.figures.get(name, 0):,}" for name, label in FIGURES.items()],
        "sources": [_source(query) for query in request.queries.select_related("source__unit", "agreement")],
        "findings": [
            {
                "severity": finding.get_severity_display(),
                "text": finding.text,
                "disposition": finding.get_disposition_display() if finding.disposition else "",
                "note": finding.note,
            }
            for finding in request.findings.all()
        ],
        "gaps": [_gap(query) for query in request.queries.unanswered().select_related("source__unit")],
        "statements": [STATEMENT, SECRECY],
    }


def hash_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of what a report says."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def centre_of(body: Jurisdiction) -> str:
    """Return in whose name a report is made: the host bureau's, never the joint meeting's."""
    rule = ruling(body, "office_host_unit")
    bureau = str(rule.value) if rule else "民政局"
    return f"{body.name}{bureau.lstrip('市县区')}核对机构"


def _source(query: Query) -> dict[str, Any]:
    items = query.items.select_related("person").prefetch_related("answers")
    return {
        "unit": query.source.unit.name,
        "asked_on": _short(query.sent_at) or "未发出",
        "answered_on": f"{_short(query.answered_at)}反馈" if query.answered_at else "未反馈",
        "is_late": query.state == Query.State.LATE_ANSWERED,
        "lines": [_line(item) for item in items],
    }


def _line(item: QueryItem) -> dict[str, str]:
    category = CATEGORIES[item.category]
    answer = item.answers.last()
    records = answer.records if answer else []
    found = "；".join(
        "，".join(f"{field.label}{record[field.name]}" for field in category.fields if record.get(field.name))
        for record in records
    )
    return {
        "person": item.person.name,
        "category": category.label,
        "outcome": item.get_outcome_display(),
        "summary": found,
        "data_as_of": _short(answer.data_as_of) if answer else "",
    }


def _short(value: date | None) -> str:
    """Return 2026.11.5, for the narrow columns of a table."""
    day = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{day.year}.{day.month}.{day.day}" if day else ""


def _gap(query: Query) -> str:
    categories = "、".join(CATEGORIES[code].label for code in query.agreement.categories)
    return f"{query.source.unit.name}（{categories}）：未反馈，反馈时限{cn_date(query.due_on)}。不得视为无记录。"
