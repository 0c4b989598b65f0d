"""The verification side of the demonstration: a township, the centre, handlers of four units, ten agreements.

Six of Yueqing's ten institutions answer through the department simulator that `script/server` runs beside the system;
three answer in the browser; 市财政局 has a handler and stays silent until somebody answers for it.
"""

from typing import Any

from members.models import Jurisdiction, MemberUnit, Role
from members.services import add_doer
from verification.models import Source
from verification.models.source import Channel
from verification.services import propose_agreements
from verification.workflows import source_agreements

TOWNSHIP = "示例镇人民政府"
HANDLERS = ["市公安局", "市自然资源和规划局", "市市场监管局", "市财政局"]
CENTRE = [
    ("centre-handler", Role.CENTRE_HANDLER, "核对经办甲"),
    ("centre-reviewer", Role.CENTRE_REVIEWER, "核对复核乙"),
    ("centre-head", Role.CENTRE_HEAD, "核对负责人"),
]


def posts(body: Jurisdiction) -> list[tuple[str, str, Role, MemberUnit | None]]:
    """Return (login, name, role, unit) of every verification account; enter the township first."""
    township = MemberUnit.doers.filter(jurisdiction=body, name=TOWNSHIP).first() or add_doer(
        body, TOWNSHIP, kind=MemberUnit.Kind.TOWNSHIP, by=None
    )
    units = MemberUnit.objects.filter(jurisdiction=body, name__in=HANDLERS)
    return [
        (f"{body.slug}-township", "示例·示例镇经办人", Role.TOWNSHIP_HANDLER, township),
        *((f"{body.slug}-{login}", f"示例·{name}", role, None) for login, role, name in CENTRE),
        *(
            (f"{body.slug}-handler-{unit.position:02}", f"示例·{unit.short_name}核对员", Role.UNIT_HANDLER, unit)
            for unit in units
        ),
    ]


def agree(body: Jurisdiction, *, by: Any) -> None:
    """Draft the agreements of the notice and put them in force."""
    for agreement in propose_agreements(body, by=by):
        source_agreements.perform(agreement, "activate", by=by)


def connect(body: Jurisdiction, *, address: str, key: str) -> None:
    """Let every source without a handler answer through the simulator at `address`, which changes with its port."""
    for source in Source.objects.filter(jurisdiction=body).exclude(unit__name__in=HANDLERS):
        source.channel, source.address, source.key = Channel.CONNECTOR, f"{address}/instant", key
        source.save()
