"""Refusals: the only exceptions a person is meant to read."""


class Refused(Exception):
    """An act is not possible now. `sentence` is Chinese, shown as it is, and says what to do next.

    `clause` cites the rule behind it, e.g. "乐政办函〔2019〕16号 三（二）".
    """

    status = 409
    back_url = ""  # where the thing refused is shown, if the one who refuses knows

    def __init__(self, sentence: str, *, clause: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.clause = clause

    @property
    def in_full(self) -> str:
        """The sentence with its clause, where both stand in one line."""
        return f"{self.sentence}（依据 {self.clause}）" if self.clause else self.sentence


class NotApplicable(Refused):
    """This body's rules know no such act: it is refused when tried, and not offered at all."""


class Forbidden(Refused):
    """The person may see the object, but her role does not allow the act."""

    status = 403
