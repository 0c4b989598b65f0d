"""Units as the office keeps them: names, kind, initials; those no notice seats; groups that name no liaison."""

from uuid import uuid4

import pytest
from django.urls import reverse

from jointmeeting.kernel import compliance, search
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import LogEntry
from members import roster
from members.groups import enter_group
from members.models import AdministratorRole, Jurisdiction, MemberUnit, Succession
from members.units import enter_unit, named_only
from tests.conftest import founded
from tests.factories import Office, administrator
from tests.members.notice import CHANGING, FOUNDING, confirmed, decided, draft_of
from tests.members.test_succession import carried_out
from tests.subjects import browser


@pytest.fixture
def qingxi(db: None) -> Office:
    system = administrator(AdministratorRole.SYSTEM_ADMIN)
    charter = confirmed(decided(draft_of(FOUNDING, None, system), system), system).charter
    assert charter
    return Office(charter.jurisdiction, "qingxi")


def edited(office: Office, unit: MemberUnit, **typed: str) -> MemberUnit:
    form = {"short_name": unit.short_name, "kind": unit.kind, "aliases": unit.aliases, "initials": unit.initials}
    answer = browser(office.staff).post(reverse("members:unit_edit", args=[unit.pk]), {**form, **typed})
    assert answer.status_code == 302, answer.content.decode()
    unit.refresh_from_db()
    return unit


def test_the_page_shows_what_the_system_made_of_the_name(yueqing: Office) -> None:
    page = browser(yueqing.liaison).get(yueqing.unit.get_absolute_url()).content.decode()
    for said in (yueqing.unit.short_name, yueqing.unit.initials, yueqing.unit.get_kind_display()):
        assert f"<dd>{said}</dd>" in page
    assert "修改信息" not in page
    assert "修改信息" in browser(yueqing.staff).get(yueqing.unit.get_absolute_url()).content.decode()


def test_the_office_corrects_it_and_it_is_found_by_it(yueqing: Office) -> None:
    unit = edited(yueqing, yueqing.unit, short_name="示例办", aliases="示例甲局，示例乙局 示例甲局", kind="party")
    assert (unit.aliases, unit.kind) == ("示例甲局、示例乙局", "party")
    assert {"slb", "sljj", "slyj"} <= {*unit.initials.split()}
    assert str(unit) in {line[0] for hits in search.find(yueqing.staff, "slyj") for line in hits.lines}
    assert edited(yueqing, unit, initials="CQJ  sljj").initials == "cqj sljj"  # 多音字
    entry = LogEntry.objects.filter(act="member_unit.edit").last()
    assert entry and entry.details["changed"]["initials"][1] == "cqj sljj"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"aliases": "other"}, "的名称、别称或者曾用名"),
        ({"initials": "民政局"}, "请只用字母填写"),
        ({"short_name": ""}, "必填"),
    ],
)
def test_what_does_not_fit_stands_at_the_field(yueqing: Office, typed: dict[str, str], sentence: str) -> None:
    unit = yueqing.unit
    form = {"short_name": unit.short_name, "kind": unit.kind, "aliases": "", "initials": unit.initials, **typed}
    form["aliases"] = form["aliases"].replace("other", yueqing.other_unit.name)
    answer = browser(yueqing.staff).post(reverse("members:unit_edit", args=[unit.pk]), form)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_unit_the_notice_only_names_is_entered_with_one_click(yueqing: Office) -> None:
    slug = yueqing.body.slug
    chencang = founded("chencang")
    assert named_only(chencang.body)
    page = browser(chencang.staff).get(reverse("members:unit_create", args=["chencang"])).content.decode()
    assert f">{named_only(chencang.body)[0]}</a>" in page
    url = f"{reverse('members:unit_create', args=[slug])}?name=市委文明办"
    assert 'value="市委文明办"' in browser(yueqing.staff).get(url).content.decode()
    form = {"name": "市委文明办", "kind": "party", "request_key": str(uuid4())}
    for _ in range(2):  # two clicks, one unit
        assert browser(yueqing.staff).post(url, form).status_code == 302
    unit = MemberUnit.doers.get(name="市委文明办")
    assert (unit.is_member, unit.kind, unit.short_name) == (False, "party", "市委文明办")
    taken = browser(yueqing.staff).post(url, {**form, "request_key": str(uuid4())})
    assert taken.status_code == 422 and "同一单位不重复登记" in taken.content.decode()
    with pytest.raises(Forbidden):
        enter_unit(yueqing.body, name="示例局", kind="government", is_member=False, by=yueqing.liaison)


def test_a_member_the_reading_missed_keeps_its_seat_until_a_whole_notice_says_otherwise(qingxi: Office) -> None:
    missed = enter_unit(qingxi.body, name="县应急管理局", kind="government", is_member=True, by=qingxi.staff)
    confirmed(draft_of(CHANGING, qingxi.body, qingxi.director), qingxi.director)
    missed.refresh_from_db()
    assert missed.is_member
    body = Jurisdiction.objects.get(pk=qingxi.body.pk)
    confirmed(decided(draft_of(FOUNDING, body, qingxi.director), qingxi.director), qingxi.director)
    missed.refresh_from_db()
    assert not missed.is_member


def test_what_the_office_corrected_stays_when_the_notice_is_adjusted(qingxi: Office) -> None:
    unit = edited(qingxi, qingxi.body.units.get(name="县残联"), short_name="县残疾人联合会", kind="party")
    confirmed(draft_of(CHANGING, qingxi.body, qingxi.director), qingxi.director)
    unit.refresh_from_db()
    assert (unit.short_name, unit.kind) == ("县残疾人联合会", "party")


def test_the_name_a_unit_had_before_is_no_new_unit_s(yueqing: Office) -> None:
    old = yueqing.unit.name
    carried_out(yueqing, yueqing.unit, Succession.Kind.RENAME, new_name="示例更名局", new_short_name="更名局")
    with pytest.raises(Refused, match="曾用名"):
        enter_unit(yueqing.body, name=old, kind="government", is_member=True, by=yueqing.staff)


def test_a_group_names_no_liaison_and_is_not_missed(db: None) -> None:
    zhangbei = founded("zhangbei")
    (group,) = zhangbei.body.units.filter(kind=MemberUnit.Kind.GROUP)
    places = roster.places_on(zhangbei.body, zhangbei.staff.appointments.get().starts_on)
    assert group not in [place.unit for place in places if place.lacks_liaison]
    asked = next(row for row in compliance.demands_of(zhangbei.body) if row.title == "联络员")
    assert f"{zhangbei.body.units.count() - 1}个单位没有在任联络员" in asked.stands
    enter_group(zhangbei.body, group.name, ["示例甲镇人民政府"], by=zhangbei.staff)
    page = browser(zhangbei.staff).get(group.get_absolute_url()).content.decode()
    assert "示例甲镇人民政府</a>" in page
    with pytest.raises(Refused, match="的名称、别称或者曾用名"):
        enter_unit(zhangbei.body, name="示例甲镇人民政府", kind="township", is_member=False, by=zhangbei.staff)
