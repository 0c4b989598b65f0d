"""Makes units' changes in a given state, for tests."""

from datetime import timedelta
from uuid import uuid4

from jointmeeting.kernel import clock
from members.models import Succession
from members.models.succession import SuccessionState
from members.successions import plan_succession
from members.workflows import successions
from tests.factories import Office


def succession(office: Office, state: SuccessionState) -> Succession:
    """A new name for a unit nobody else uses in the test, in `state`."""
    s, unit = Succession.State, office.body.units.exclude(pk=office.unit.pk).order_by("-position")[0]
    ahead = timedelta(days=5) if state != s.EFFECTIVE else timedelta()
    change = plan_succession(
        unit, kind=Succession.Kind.RENAME, new_name=f"示例更名后{unit.pk}局", duties=[], document="示例机改〔2026〕1号",
        effective_on=clock.today() + ahead, by=office.staff, request_key=uuid4(),
    )  # fmt: skip
    if state in {s.CONFIRMED, s.EFFECTIVE}:
        successions.perform(change, "confirm", by=office.director)
    if state == s.CANCELLED:
        successions.perform(change, "cancel", by=office.staff, comment="文件另行调整")
    change.refresh_from_db()
    return change
