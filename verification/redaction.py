"""How a person is shown by default: enough to recognise, not enough to misuse."""


def masked_name(name: str) -> str:
    """Return the family name and stars: 测**."""
    return name[:1] + "*" * (len(name) - 1)


def masked_number(number: str) -> str:
    """Return the first three and last four characters of an ID number: 330***********1234."""
    return number[:3] + "*" * max(len(number) - 7, 0) + number[-4:]
