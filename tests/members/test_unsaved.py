"""Checking a notice half way: what was typed and not saved is there again, for its person alone."""

from typing import Any

import pytest
from django.urls import reverse

from members.bringing_in import save_decisions
from members.models import CharterDraft
from tests.factories import Office
from tests.members.founding_subjects import draft
from tests.members.notice import FOUNDING, draft_of
from tests.subjects import browser

TYPED = {"text:chief_convener": "分管副县长", "keep:chief_convener": "yes"}


@pytest.fixture
def half_way(yueqing: Office) -> CharterDraft:
    return draft_of(FOUNDING, yueqing.body, yueqing.staff)


def autosave(person: Any, row: CharterDraft, version: int = 1, **typed: str) -> Any:
    url = reverse("members:charter_draft_autosave", args=[row.pk])
    return browser(person).post(url, {"version": str(version), **TYPED, **typed})


def page(person: Any, row: CharterDraft, query: str = "") -> str:
    return browser(person).get(row.get_absolute_url() + query).content.decode()


def test_what_was_typed_comes_back_and_saves_without_a_conflict(yueqing: Office, half_way: CharterDraft) -> None:
    for _ in range(2):
        assert "saved_at" in autosave(yueqing.staff, half_way).json()
    assert CharterDraft.objects.get().decisions == {}
    assert "分管副县长" in page(yueqing.staff, half_way) and "已恢复您自动保存" in page(yueqing.staff, half_way)
    assert "分管副县长" not in page(yueqing.staff, half_way, "?saved")
    assert "分管副县长" not in page(yueqing.director, half_way)
    assert browser(yueqing.staff).post(half_way.get_absolute_url(), {"version": "1", **TYPED}).status_code == 302
    saved = CharterDraft.objects.get()
    assert saved.decisions["chief_convener"]["text"] == "分管副县长" and saved.unsaved == {}
    assert "已恢复" not in page(yueqing.staff, half_way)


def test_another_s_save_in_between_loses_neither(yueqing: Office, half_way: CharterDraft) -> None:
    autosave(yueqing.staff, half_way)
    save_decisions(half_way, {"title": {"keep": True, "text": "主任改的标题"}}, version=1, by=yueqing.director)
    shown = page(yueqing.staff, half_way)
    assert "主任改的标题" in shown and "分管副县长" not in shown and "恢复我填写的内容" in shown
    assert "分管副县长" in page(yueqing.staff, half_way, "?restore")


def test_a_save_that_comes_too_late_is_kept_aside(yueqing: Office, half_way: CharterDraft) -> None:
    save_decisions(half_way, {}, version=1, by=yueqing.director)
    answer = browser(yueqing.staff).post(half_way.get_absolute_url(), {"version": "1", **TYPED})
    assert answer.status_code == 409 and "已暂存" in answer.content.decode()
    assert "分管副县长" in page(yueqing.staff, half_way, "?restore")


def test_nothing_is_kept_for_a_notice_that_is_closed(yueqing: Office) -> None:
    closed = draft(yueqing, CharterDraft.State.DISCARDED)
    assert autosave(yueqing.staff, closed, closed.version).status_code == 409
    assert CharterDraft.objects.get().unsaved == {}
