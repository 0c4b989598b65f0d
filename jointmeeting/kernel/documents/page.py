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
EM = BLOCK_WIDTH / CELLS  # 5.2.2 3号: one cell, 5.5714 mm = 15.793 pt
PITCH = 1.875 * EM  # 5.2.3: 22 lines and 21 gaps of 0.875 em fill 225 mm
EM_4 = 14 / 72 * 25.4  # 7.4.2, 7.5 4号, 14 pt
EM_2 = 22 / 72 * 25.4  # 7.3.1 2号, 22 pt
BASELINE = 0.88  # of an em below the upper edge of a character: where Chinese fonts put it

MARK_TOP = 35.0  # 10.3 纪要标志: below the block's upper edge
MARK_COLOUR = "#e60012"  # 10.3, 5.2.4 红色; ink Y80 M80, this is its usual screen value
MARK_LARGEST = 13.5  # 7.2.4 醒目、美观、庄重: a mark of few characters is not blown up further
MARK_TALLEST_WHEN_NARROWED = 10.5  # 7.2.4: a long mark is narrowed before it gets smaller than this
MARK_NARROWEST = 0.6  # 7.2.4: and never narrowed below this part of its width
MARK_GAP_ROWS = 2  # 7.2.5 发文字号: two empty lines below the mark
RULE_BELOW = 4.0  # 7.2.7 版头分隔线: below the line above it
RULE_HEIGHT = 0.8  # 7.2.7 leaves the height of the red rule open
TITLE_GAP_ROWS = 2  # 7.3.1 two empty lines below the red rule
INDENT = 2  # 7.3.3 每个自然段左空二字
SIDE_INDENT = 1  # 7.4.2, 7.4.3, 7.5 左右各空一字
PAGE_NUMBER_BELOW = 7.0  # 7.5 一字线上距版心下边缘 7 mm
IMPRINT_THICK, IMPRINT_THIN = 0.35, 0.25  # 7.4.1 首末条粗线, 中间细线
IMPRINT_ROW = 9.0  # one line of 4号 in the 版记 with room for its rules; 7.4 leaves it open
IMPRINT_ABOVE = 2.5  # between the last line of text and the 版记, at least

LETTER_MARK_TOP = 30.0  # 10.1 信函: below the paper's upper edge
LETTER_RULE_BELOW = 4.0  # 10.1 the first double rule, below the mark
LETTER_RULE_BOTTOM = PAPER_HEIGHT - 20.0  # 10.1 the second double rule, 20 mm above the paper's lower edge
LETTER_RULE_WIDTH = 170.0  # 10.1
LETTER_RULE_THICK, LETTER_RULE_THIN, LETTER_RULE_GAP = 0.8, 0.35, 0.55  # 10.1 leaves them open: 上粗下细, 上细下粗
LETTER_GAP = EM * 7 / 8  # 10.1 between a double rule and the characters next to it

SEAL_DATE_INDENT = 4  # 7.3.5.1 成文日期右空四字
SEAL_ROWS_ABOVE = 2  # 7.3.5.1: the seal (42 mm) begins within one row below the text and covers name and date
UNSEALED_INDENT = 2  # 7.3.5.2 署名右空二字

TABLE_LINE = 7.0  # lines inside a cell of a table, 4号; the standard leaves tables of the upright page open
TABLE_PADDING = 1.6  # left and right of a cell's text
TABLE_BORDER, TABLE_RULE = 0.35, 0.2  # outside and inside

# 9 and GB/T 15834-2011 5.1: where marks may stand at a line's edge
NO_LINE_START = frozenset("，。、；：？！）》」』〉】〕〗”’…·—～％‰℃,.;:?!)]}%")
NO_LINE_END = frozenset("（《「『〈【〔〖“‘([{￥¥")
SQUEEZABLE = frozenset("，。、；：？！）》」』〉】〕〗”’")
UNBREAKABLE = ("——", "……")  # 破折号 and 省略号 take two cells and are never split
MAY_START = frozenset({"——"})  # 5.1.4: 破折号 only must not be split


def row_top(row: int) -> float:
    """Return the upper edge of the characters in `row` (0 … 21)."""
    return BLOCK_TOP + row * PITCH
