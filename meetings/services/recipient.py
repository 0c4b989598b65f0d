"""To whom minutes go, as the office decides until the issue."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from meetings.addressing import charged_units
from meetings.models import Minutes, Recipient
from members.models import MemberUnit
from members.rules import require

KIND = Recipient.Kind


def ensure_addressable(minutes: Minutes) -> None:
    """Raise Refused once the minutes are out."""
    if minutes.state == Minutes.State.ISSUED:
        raise Refused("纪要已印发，发送对象不能再改。需要补送的，请另行告知并在归档时注明。")


@transaction.atomic
def set_recipients(
    minutes: Minutes, *, units: Iterable[MemberUnit], report: Sequence[str], copies: Sequence[str], by: Any
) -> None:
    """Say to whom the minutes go. Raises Refused once they are issued, and for a unit they charge that is left out.

    报送 and 抄送 are printed: they change only while the text does.
    """
    require(by, "minutes.edit", minutes)
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    ensure_addressable(locked)
    chosen = {unit.name: unit for unit in units}
    if left_out := [unit.name for unit in charged_units(locked) if unit.name not in chosen]:
        raise Refused(f"{'、'.join(left_out)}牵头或者配合议定事项，须在主送之列，请选上。")
    wanted = {(KIND.TO, name) for name in chosen}
    wanted |= {(KIND.REPORT, name) for name in report} | {(KIND.CC, name) for name in copies}
    stands = {(KIND(row.kind), row.label): row for row in locked.recipients.all()}
    changed = set(stands) ^ wanted
    if locked.state != Minutes.State.DRAFTING and any(kind != KIND.TO for kind, _ in changed):
        raise Refused("报送、抄送机关印在纪要上，送审后不能改。如需修改，请先退回纪要。")
    for key in changed & set(stands):
        stands[key].delete()
    Recipient.objects.bulk_create(
        Recipient(minutes=locked, kind=kind, unit=chosen.get(name) if kind == KIND.TO else None, label=name)
        for kind, name in sorted(changed & wanted)
    )
    details = {"changes": [f"{'移出' if key in stands else '增加'}{key[0].label}：{key[1]}" for key in sorted(changed)]}
    audit.record("minutes.address", locked, by=by, details=details)
