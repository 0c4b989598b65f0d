"""What people type in lines is shown in paragraphs, and nothing of it is markup."""

from jointmeeting.kernel.templatetags.ui import paragraphs


def test_each_line_that_says_something_is_a_paragraph() -> None:
    assert paragraphs("一、甲；\r\n\r\n　二、<b>乙</b>。\n") == "<p>一、甲；</p><p>二、&lt;b&gt;乙&lt;/b&gt;。</p>"
    assert paragraphs("") == ""
