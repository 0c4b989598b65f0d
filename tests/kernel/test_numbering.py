"""Numbers without gaps, also when many take them at once and some fail."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from jointmeeting.kernel.numbering import next_number


def take(seed: int) -> int | None:
    """Take a number in a transaction that fails now and then."""
    try:
        with transaction.atomic():
            number = next_number("minutes", body=1, year=2026)
            if random.Random(seed).random() < 0.3:
                raise ValueError("synthetic")
            return number
    except ValueError:
        return None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_no_gap() -> None:
    with ThreadPoolExecutor(8) as pool:
        given = [number for number in pool.map(take, range(120)) if number]
    assert sorted(given) == list(range(1, len(given) + 1))
    assert 60 < len(given) < 120


def test_a_number_outside_a_transaction_is_an_error() -> None:
    with pytest.raises(RuntimeError):
        next_number("minutes", body=1, year=2026)
