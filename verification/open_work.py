"""What a unit has under way here, for the hand-over: queries that wait for its answer."""

from django.db.models import QuerySet

from jointmeeting.kernel import open_work
from members.models import MemberUnit
from verification.models import Query
from verification.models.exchange import QueryState


def _queries(unit: MemberUnit) -> QuerySet[Query]:
    waiting = (QueryState.SENT, QueryState.OVERDUE)
    return Query.objects.filter(source__unit=unit, state__in=waiting).select_related("source__unit", "request")


open_work.register(open_work.Source("协查任务", _queries, lambda query: query.due_on))
