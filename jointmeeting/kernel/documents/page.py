"""The page of GB/T 9704-2012 in numbers. Lengths in millimetres from the paper's top left corner unless said otherwise.

Each value names its clause. Where the standard leaves a range, the value is the one that makes 22 lines of 28
characters fill the block exactly.
"""

PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0  # 5.1 A4
BLOCK_TOP, BLOCK_LEFT = 37.0, 28.0  # 5.2.1 天头 37 ± 1, 订口 28 ± 1
BLOCK_WIDTH, BLOCK_HEIGHT = 156.0, 225.0  # 5.2.1 版心
BLOCK_BOTTOM = BLOCK_TOP + BLOCK_HEIGHT
BLOCK_RIGHT = BLOCK_LEFT + BLOCK_WIDTH
ROWS, CELLS = 22, 28  # 5.2.3 每面排 22 行, 每行 28 个字, 撑满版心
EM = BLOCK_WIDTH / CELLS  # 3号: one cell, 5.5714 mm = 15.793 pt
PITCH = 1.875 * EM  # 22 lines and 21 gaps of 0.875 em fill 225 mm
EM_4 = 14 / 72 * 25.4  # 4号, 14 pt
EM_2 = 22 / 72 * 25.4  # 2号, 22 pt
ASCENT, DESCENT = 0.88, 0.12  # of an em, the Chinese character box

MARK_TOP = 35.0  # 10.3 below the block's upper edge
MARK_COLOUR = "#e60012"  # 7.2.4 红色; ink Y80 M80, this is its usual screen value
MARK_LARGEST = 13.5  # a mark of few characters is not blown up further
RULE_BELOW = 4.0  # 7.2.5 below the line of number, organ and date
TITLE_GAP_ROWS = 2  # 7.3.1 two empty lines below the red rule
PAGE_NUMBER_BELOW = 7.0  # 7.5 below the block's lower edge
IMPRINT_THICK, IMPRINT_THIN = 0.35, 0.25  # 7.4.1 rules of the 版记
IMPRINT_ROW = 9.0  # one line of 4号 in the 版记

NO_LINE_START = frozenset("，。、；：？！）》」』〉】〕”’…·％—")
NO_LINE_END = frozenset("（《「『〈【〔“‘")
SQUEEZABLE = frozenset("，。、；：？！）》」』〉】〕”’")
UNBREAKABLE = ("——", "……")


def row_top(row: int) -> float:
    """Return the upper edge of the characters in `row` (0 … 21)."""
    return BLOCK_TOP + row * PITCH
