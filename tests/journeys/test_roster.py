"""A liaison officer goes: the unit proposes, the office files, the successor takes over one by one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jointmeeting.kernel import clock
from members.models import Appointment, MemberChange, User
from tests.conftest import founded
from tests.journeys.conftest import shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=False)]
PASSWORD = "synthetic-pass-2026"


def with_password(person: User) -> str:
    person.set_password(PASSWORD)
    person.must_change_password = False
    person.save()
    return person.username


def confirm(page: Page) -> None:
    page.click(".form-actions button[type=submit]")


def test_a_liaison_officer_hands_over(transactional_db: None, page_for: Callable[..., Page]) -> None:
    office = founded("zhangbei")
    office.agenda_item()
    unit = page_for(with_password(office.liaison), PASSWORD)
    unit.goto("/members/member-changes/new/")
    shoot(unit, "member-change-form")
    for name, value in (("successor_name", "测试继任"), ("successor_post", "科员"), ("reason", "工作变动")):
        unit.fill(f"[name={name}]", value)
    unit.select_option("[name=role]", "liaison")
    unit.fill("[name=starts_on]", str(clock.today()))
    confirm(unit)
    expect(unit.locator(".steps")).to_contain_text("备案并生效")

    staff = page_for(with_password(office.staff), PASSWORD)
    staff.click("text=备案：")
    staff.goto(MemberChange.objects.get().get_absolute_url())
    staff.click("[data-testid='member_change.file']")
    confirm(staff)
    expect(staff.locator(".page-content")).to_contain_text("由测试继任逐项接收")
    shoot(staff, "member-change")

    successor = Appointment.objects.get(user__name="测试继任").user
    follower = page_for(with_password(successor), PASSWORD, width=360, height=740)
    follower.click("text=接收交接事项")
    follower.goto(MemberChange.objects.get().get_absolute_url())
    shoot(follower, "member-change-phone")
    follower.click("[data-testid='hand_over_item.acknowledge']")
    confirm(follower)
    expect(follower.locator("table")).to_contain_text("测试继任")

    _look_around(staff, follower, office.body.slug)


def _look_around(staff: Page, follower: Page, slug: str) -> None:
    """Roster, groups, aid standards and the forms, each with a picture."""
    staff.goto(f"/members/rosters/{slug}/")
    expect(staff.locator(".note.is-late")).to_contain_text("没有联络员")
    shoot(staff, "roster")
    follower.goto(f"/members/rosters/{slug}/")
    shoot(follower, "roster-phone")
    staff.goto(f"/members/rosters/{slug}/groups/")
    shoot(staff, "groups")
    staff.click("text=填写所含单位")
    staff.fill("[name=lines]", "示例甲镇人民政府\n示例乙乡人民政府")
    confirm(staff)
    expect(staff.locator(".page-content")).to_contain_text("示例乙乡人民政府")
    staff.goto(f"/members/rosters/{slug}/aid-standards/new/")
    for name, value in (("area", "全县"), ("amount", "850"), ("document", "示例民发〔2025〕9号")):
        staff.fill(f"[name={name}]", value)
    staff.fill("[name=starts_on]", str(clock.today()))
    staff.select_option("[name=programme]", "dibao")
    staff.select_option("[name=per]", "person_month")
    shoot(staff, "aid-standard-form")
    confirm(staff)
    shoot(staff, "aid-standards")
    for name in ("new/", "import/", "grants/"):
        staff.goto(f"/members/rosters/{slug}/{name}")
        shoot(staff, f"roster-{name.strip('/')}")
