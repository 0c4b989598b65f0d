"""The Chinese names of acts, e.g. "agenda_item.submit" → 提报. An act without a name cannot be logged."""

_labels: dict[str, str] = {}


def register_label(act: str, label: str) -> None:
    """Name an act."""
    _labels[act] = label


def label_of(act: str) -> str:
    """Return the name of an act; an unregistered act raises KeyError."""
    return _labels[act]


def labels() -> dict[str, str]:
    """Return every registered act with its name."""
    return dict(_labels)
