"""Papers of a draft: a wrong one is taken out, each is marked confidential or not, and nothing of a text is lost."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import AgendaItem
from meetings.workflows import agenda_items
from members.models import Role
from tests.factories import Office
from tests.meetings import preparing
from tests.subjects import browser

S = AgendaItem.State


def edit(office: Office, item: AgendaItem, **fields: Any) -> Any:
    typed = {"title": "示例议题", "background": "背景", "proposal": "建议", "request_key": str(uuid4())}
    url = reverse("meetings:agenda_item_edit", args=[item.pk])
    return browser(office.liaison).post(url, {**typed, **fields})


def test_a_wrong_upload_of_a_draft_is_gone(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DRAFT)
    paper = item.attachments.get()
    page = browser(yueqing.liaison).get(reverse("meetings:agenda_item_edit", args=[item.pk])).content.decode()
    assert f'name="shown" value="{paper.pk}"' in page
    assert edit(yueqing, item, removed=[paper.pk], shown=f"{paper.pk}").status_code == 302
    assert not item.attachments.exists()


def test_what_was_submitted_stays_with_its_text_and_is_no_paper_of_the_next(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.ACCEPTED)
    agenda_items.perform(item, "return_", by=yueqing.staff, comment="附件有误")
    paper = item.attachments.get()
    edit(yueqing, item, removed=[paper.pk], shown=f"{paper.pk}")
    assert "材料.pdf" not in browser(yueqing.liaison).get(item.get_absolute_url()).content.decode()
    agenda_items.perform(item, "submit", by=yueqing.liaison)
    first, second = item.submissions.all()
    assert (len(first.content["attachments"]), second.content["attachments"]) == (1, [])
    page = reverse("meetings:agenda_item_compare", args=[item.pk])
    assert "材料.pdf" in browser(yueqing.staff).get(page).content.decode()
    agenda_items.perform(item, "accept", by=yueqing.staff)
    preparing.consult(yueqing, item, mandatory=[yueqing.other_unit])
    other = browser(preparing.liaison_of(yueqing, yueqing.other_unit))
    assert "材料.pdf" not in other.get(page).content.decode()


def test_each_paper_is_marked_by_itself_and_one_nobody_was_asked_about_stays(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DRAFT)
    paper = item.attachments.get()
    edit(yueqing, item, confidential=[paper.pk], shown=f"{paper.pk}")
    assert item.attachments.get().is_confidential
    edit(yueqing, item)
    assert item.attachments.get().is_confidential
    edit(yueqing, item, shown=f"{paper.pk},x")
    assert not item.attachments.get().is_confidential


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\nsynthetic " + name.encode(), content_type="application/pdf")


def test_each_new_paper_is_internal_or_not_by_the_field_it_is_chosen_in(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DRAFT)
    new = {"attachment": [pdf("方案.pdf"), pdf("图纸.pdf")], "confidential_attachment": [pdf("底数.pdf")]}
    assert edit(yueqing, item, **new).status_code == 302
    assert set(item.attachments.filter(is_confidential=True).values_list("name", flat=True)) == {"底数.pdf"}
    answer = edit(yueqing, item, attachment=[pdf("同名.pdf")], confidential_attachment=[pdf("同名.PDF")])
    assert answer.status_code == 422 and "请只选一处，或改名后重新选择" in answer.content.decode()
    assert not item.attachments.filter(name__iexact="同名.pdf").exists()


def test_a_new_version_of_an_internal_paper_is_internal_whichever_field_it_came_by(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DRAFT)
    first = item.attachments.get()
    edit(yueqing, item, confidential_attachment=[pdf(first.name)])
    assert list(item.attachments.values_list("version", "is_confidential")) == [(1, True), (2, True)]
    newest = item.attachments.newest().get()
    again = SimpleUploadedFile(first.name, b"%PDF-1.7\nthird", content_type="application/pdf")
    edit(yueqing, item, attachment=[again], confidential=[newest.pk], shown=f"{newest.pk}")
    assert item.attachments.newest().get().version == 3
    assert not item.attachments.filter(is_confidential=False).exists()


def test_two_people_over_one_draft_do_not_overwrite_each_other(yueqing: Office) -> None:
    item = yueqing.agenda_item(S.DRAFT)
    url = reverse("meetings:agenda_item_edit", args=[item.pk])
    seen = browser(yueqing.liaison).get(url).context["form"]["seen"].value()
    assert edit(yueqing, item, background="联络员写的背景", seen=seen).status_code == 302
    leader = browser(yueqing.person(Role.UNIT_LEADER, yueqing.unit))
    typed = {"title": "示例议题", "background": "负责同志写的背景", "proposal": "建议", "request_key": str(uuid4())}
    answer = leader.post(url, {**typed, "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 422 and f"{yueqing.liaison.name}已修改并保存了本议题" in page
    assert "负责同志写的背景" in page
    item.refresh_from_db()
    assert item.background == "联络员写的背景"
    assert leader.post(url, {**typed, "seen": answer.context["form"]["seen"].value()}).status_code == 302
    item.refresh_from_db()
    assert item.background == "负责同志写的背景"
