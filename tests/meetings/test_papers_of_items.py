"""Papers of a draft: a wrong one is taken out, each is marked confidential or not, and nothing of a text is lost."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from meetings.models import AgendaItem
from meetings.workflows import agenda_items
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
