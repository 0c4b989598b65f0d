"""The unit tree: kinds in order, groups unfolded, and the same number of queries for any number of units."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members import tree
from members.groups import enter_group
from members.models import MemberUnit, Role
from members.services import add_doer
from tests.conftest import founded
from tests.factories import Office
from tests.subjects import browser

TOWNS = "各乡镇人民政府"


@pytest.fixture
def zhangbei(db: None) -> Office:
    """A body whose notice names a group: 12 units and 各乡镇人民政府."""
    return founded("zhangbei")


def open_tree(office: Office) -> tuple[str, int]:
    client = browser(office.staff)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("members:unit_tree", args=[office.body.slug]))
    return page.content.decode(), len(queries)


def test_every_unit_of_today_hangs_in_the_tree_once(zhangbei: Office) -> None:
    enter_group(zhangbei.body, TOWNS, ["示例甲镇", "示例乙乡"], by=zhangbei.staff)
    add_doer(zhangbei.body, "示例街道办事处", kind=MemberUnit.Kind.TOWNSHIP, by=zhangbei.staff)
    branches = {branch.label: branch.leaves for branch in tree.branches_of(zhangbei.body)}
    group = next(leaf for leaf in branches["组合"] if leaf.unit.name == TOWNS)
    assert [leaf.unit.name for leaf in group.below] == ["示例甲镇", "示例乙乡"]
    hung = [leaf.unit for leaves in branches.values() for leaf in leaves] + [leaf.unit for leaf in group.below]
    assert sorted(unit.pk for unit in hung) == sorted(
        MemberUnit.doers.filter(jurisdiction=zhangbei.body).values_list("pk", flat=True)
    )
    assert "示例街道办事处" in [leaf.unit.name for leaf in branches[tree.WITHOUT_SEAT]]


def test_the_page_names_people_and_the_group_nobody_listed(zhangbei: Office) -> None:
    liaison = zhangbei.person(Role.LIAISON, zhangbei.unit)
    page, _ = open_tree(zhangbei)
    assert liaison.name in page and "尚未填写所含单位" in page


def test_more_units_ask_no_more_queries(zhangbei: Office) -> None:
    _, before = open_tree(zhangbei)
    enter_group(zhangbei.body, TOWNS, [f"示例{n}镇" for n in range(20)], by=zhangbei.staff)
    assert open_tree(zhangbei)[1] == before
