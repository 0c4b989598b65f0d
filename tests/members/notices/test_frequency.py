"""How often the body meets: what counts as its regular meeting, and what does not."""

import pytest

from tests.members.notices.small import codes_of, fields_of, reading_of

STATED = (
    ("联席会议每季度第一个月召开一次例会。", (4, 4)),
    ("联席会议每季度首月召开一次全体会议。", (4, 4)),
    ("联席会议每半年召开一次工作例会。", (2, 2)),
    ("联席会议每年年初、年中各召开一次。", (2, 2)),
    ("联席会议每年3月、9月分别召开一次全体会议。", (2, 2)),
    ("联席会议每年一季度、三季度各举行一次会议。", (2, 2)),
    ("联席会议于每年1月、5月和9月各召开1次。", (3, 3)),
    ("联席会议每年上半年、下半年至少各召开一次。", (2, None)),
    ("联席会议每6个月召开一次。", (2, 2)),
    ("将联席会议例会由每年召开一次改为每年召开两次。", (2, 2)),
    ("联席会议由原来的每季度召开一次调整为每半年召开一次。", (2, 2)),
    ("联席会议每年至少召开两次，联络员会议每季度召开一次。", (2, None)),
    ("联席会议全体会议至少每半年召开一次。", (2, None)),
    ("上半年、下半年各召开一次全体会议，必要时可临时召开。", (2, 2)),
    ("每半年召开1次联席会议全体会议；每季度召开1次联席会议办公室会议。", (2, 2)),
    ("联席会议每季度末月下旬召开一次会议。", (4, 4)),
    ("全体会议每年召开1次、专题会议每季度召开1次。", (1, 1)),
)
SILENT = (
    "联络员会议每季度召开一次，由办公室主任召集。",
    "联席会议办公室会议每月召开一次。",
    "联席会议专题会议每季度召开一次。",
    "联席会议办公室每两周召开一次碰头会。",
    "各镇（街道）要建立相应机制，每月召开一次例会。",
    "各乡镇应当参照本制度建立乡镇社会救助联席会议，每季度召开一次会议。",
    "各县（市、区）要成立社会救助联席会议。联席会议每季度至少召开一次。",
    "乡镇社会救助联席会议每月召开一次，由乡镇长召集。",
    "联席会议在每年第一季度召开。",
)


@pytest.mark.parametrize(("text", "wanted"), STATED)
def test_the_regular_meeting_is_counted(text: str, wanted: tuple[int, int | None]) -> None:
    assert fields_of(text)["regular_meetings_per_year"] == dict(zip(("min", "max"), wanted, strict=True))


@pytest.mark.parametrize("text", SILENT)
def test_other_meetings_and_other_bodies_are_not_counted(text: str) -> None:
    reading = reading_of(text)
    assert reading.fields["regular_meetings_per_year"] == {"min": None, "max": None}
    assert "count_differs" not in codes_of(reading)


def test_a_heading_of_its_own_line_says_which_meeting_is_meant() -> None:
    fields = fields_of("一、联席会议", "（一）全体会议", "每年召开一次。", "（二）联络员会议", "每季度召开一次。")
    assert fields["regular_meetings_per_year"] == {"min": 1, "max": 1}


def test_two_numbers_that_differ_stay_open_and_are_pointed_out() -> None:
    reading = reading_of("一、联席会议每年召开一次例会。", "二、联席会议每年召开两次，由召集人召集。")
    assert reading.fields["regular_meetings_per_year"] == {"min": None, "max": None}
    assert "count_differs" in codes_of(reading)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("联席会议每半年召开12次。", 2, 4), ("联席会议每季度召开23次例会。", 8, 12)]
)
def test_a_lost_dash_is_proposed_for_every_period(text: str, low: int, high: int) -> None:
    reading = reading_of(text)
    assert reading.fields["regular_meetings_per_year"] == {"min": None, "max": None}
    assert reading.to_json()["proposed"]["regular_meetings_per_year"]["proposal"] == {"min": low, "max": high}
