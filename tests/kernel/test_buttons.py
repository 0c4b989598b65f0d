"""What a page offers at once: two buttons, the main one first; the other acts are links beside them."""

from dataclasses import dataclass

from jointmeeting.kernel.templatetags.ui import as_buttons, as_links


@dataclass(frozen=True)
class Offered:
    """An act as the action bar takes it."""

    label: str
    is_main: bool = False
    is_official: bool = False
    refusal: str = ""


def test_the_main_act_comes_first_then_what_can_be_done_now() -> None:
    acts = [Offered("补充", refusal="议程没有改动"), Offered("延期"), Offered("开会", is_main=True), Offered("取消")]
    assert [act.label for act in as_buttons(acts)] == ["开会", "延期"]
    assert [act.label for act in as_links(acts)] == ["补充", "取消"]


def test_a_refused_main_act_stays_in_its_place() -> None:
    acts = [Offered("退回"), Offered("签发", is_official=True, refusal="还有单位没有会签")]
    assert [act.label for act in as_buttons(acts)] == ["签发", "退回"]
    assert as_links(acts) == []
