"""Breaking the paragraphs of one document, and knowing which of them could do with a line less. Pure."""

from collections.abc import Sequence
from typing import Any

from jointmeeting.kernel.documents.grid import Advance, Line, Run, break_lines

TIGHTER = (0.5, 1.0)  # characters a line may take more (5.2.3 特定情况可以作适当调整, 7.3.5.5 调整字距)


class Breaker:
    """Breaks paragraph after paragraph; those numbered in `closer` are set closer, so that they take one line less.

    `gains` are the numbers of all paragraphs that could be, since their last line holds very little.
    """

    def __init__(self, advance: Advance, closer: frozenset[int] = frozenset()) -> None:
        self.advance = advance
        self.closer = closer
        self.gains: list[int] = []
        self._seen = 0

    def __call__(self, runs: Sequence[Run], **options: Any) -> list[Line]:
        """Return the lines of the next paragraph; `options` as for `break_lines`."""
        number, self._seen = self._seen, self._seen + 1
        lines = break_lines(runs, advance=self.advance, **options)
        if len(lines) < 2 or lines[-1].width > len(lines) - 1:
            return lines
        for tighter in TIGHTER:
            shorter = break_lines(runs, advance=self.advance, tighter=tighter, **options)
            if len(shorter) < len(lines):
                self.gains.append(number)
                return shorter if number in self.closer else lines
        return lines
