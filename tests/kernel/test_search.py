"""Finding by words: short words, pinyin initials, only what the asker may see, one query a kind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jointmeeting.kernel import search
from meetings.models import AgendaItem
from members.models import MemberUnit, Role, User
from tests.conftest import founded
from tests.factories import Office
from tests.subjects import browser


def titles(user: object, question: str, label: str) -> list[str]:
    found = {hits.label: hits for hits in search.find(user, question)}
    return [title for title, _, _ in found[label].lines] if label in found else []


@pytest.fixture
def item(yueqing: Office) -> AgendaItem:
    made = yueqing.agenda_item(AgendaItem.State.SUBMITTED)
    AgendaItem.objects.filter(pk=made.pk).update(title="关于临时救助备用金的议题", background="Ａ类地区 50%_ 说明")
    return made


@pytest.mark.parametrize("question", ["救助", "备用", "临时 备用金", "５０％", "50%", "%_", "金"])
def test_short_words_in_any_width(yueqing: Office, item: AgendaItem, question: str) -> None:
    assert titles(yueqing.staff, question, "议题") == ["关于临时救助备用金的议题"]


@pytest.mark.parametrize("question", ["备金", "用金的临时", "备用金 不存在", "5%", "", "   ", "\x00"])
def test_pairs_that_stand_apart_are_not_the_word(yueqing: Office, item: AgendaItem, question: str) -> None:
    assert titles(yueqing.staff, question, "议题") == []


def test_units_by_pinyin_initials(yueqing: Office) -> None:
    unit = MemberUnit.objects.filter(jurisdiction=yueqing.body)[3]
    assert str(unit) in titles(yueqing.liaison, unit.initials[:3].upper(), "单位")
    assert str(unit) in titles(yueqing.liaison, unit.name[1:3], "单位")


def test_initials_without_the_county_and_of_short_names_and_aliases(yueqing: Office) -> None:
    unit = yueqing.unit
    unit.name, unit.short_name, unit.aliases = "示例市发展和改革委员会", "发改委", "市发展改革局、示例发改部门"
    unit.index()
    unit.save()
    for asked in ("fzhggwyh", "FGW", "sfzggj", "slfgbm"):
        assert titles(yueqing.staff, asked, "单位") == ["示例市发展和改革委员会"]
    assert titles(yueqing.staff, "示例发改部门", "单位") == ["示例市发展和改革委员会"]
    assert "市民政局" in titles(yueqing.staff, "mzj", "单位")


def test_people_by_initials(yueqing: Office) -> None:
    officer = yueqing.liaison
    User.objects.filter(pk=officer.pk).update(name="测试甲")
    found = next(hits for hits in search.find(yueqing.staff, "CSJ") if hits.label == "人员")
    assert [about for _, about, _ in found.lines] == ["测试甲"]


def test_people_by_name_lead_to_their_unit(yueqing: Office) -> None:
    officer = yueqing.liaison
    found = next(hits for hits in search.find(yueqing.staff, officer.name) if hits.label == "人员")
    assert (str(officer), yueqing.unit.get_absolute_url()) in [(about, url) for _, about, url in found.lines]


def test_nobody_finds_what_is_not_hers(yueqing: Office, item: AgendaItem) -> None:
    stranger = founded("zhangbei")
    other = yueqing.person(
        Role.LIAISON, MemberUnit.objects.filter(jurisdiction=yueqing.body).exclude(pk=item.unit_id)[0]
    )
    for user in (stranger.staff, other):
        assert titles(user, "备用金", "议题") == []
    for name in ("乐清", str(yueqing.unit)):
        assert titles(stranger.staff, name, "单位") == []


def test_the_page_says_when_there_is_more(yueqing: Office, item: AgendaItem) -> None:
    for _ in range(search.SHOWN + 1):
        AgendaItem.objects.filter(pk=yueqing.agenda_item(AgendaItem.State.SUBMITTED).pk).update(title="备用金")
    page = browser(yueqing.staff).post(reverse("search"), {"q": "备用金"}).content.decode()
    assert "请增加词语缩小范围" in page
    assert browser(yueqing.staff).post(reverse("search"), {"q": "没有这样的词"}).content.decode().count("没有找到") == 1


def test_as_many_queries_for_many_rows_as_for_few(yueqing: Office, item: AgendaItem) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            search.find(yueqing.staff, "议题")
        return len(captured)

    search.find(yueqing.staff, "议题")
    few = queries()
    for _ in range(10):
        yueqing.agenda_item(AgendaItem.State.SUBMITTED)
    assert queries() == few


@pytest.mark.parametrize("index", ["agenda_item_words", "minutes_words", "matter_words", "assignment_words"])
def test_each_index_serves_its_source(yueqing: Office, index: str) -> None:
    """With every other way made dear, PostgreSQL takes the index: the expression asked is the one indexed."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plans = []
    for source in search._sources:
        if source.is_indexed:
            model = source.rows(yueqing.staff).model._default_manager
            rows = model.alias(grams=search.Bigrams(*source.columns)).filter(grams__contains=["救助"])
            plans.append(rows.explain())
    assert any(index in plan for plan in plans)
