"""Encrypted fields and files: what is sealed opens only in its place and with its key."""

import base64
import os

import pytest
from django.core.exceptions import FieldError
from django.core.files.storage import default_storage
from django.db import connection

from jointmeeting.kernel import crypto, files
from tests.factories import Office
from tests.verification.factories import Checking
from verification.models import HouseholdPerson


def key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def test_what_is_sealed_opens_in_its_place_only() -> None:
    sealed = crypto.seal("测试甲".encode(), place="a|b|1")
    assert "测试甲".encode() not in sealed
    assert crypto.unseal(sealed, place="a|b|1").decode() == "测试甲"
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, place="a|b|2")


@pytest.mark.parametrize("position", range(0, 40, 3))
def test_a_flipped_bit_is_found(position: int) -> None:
    sealed = bytearray(crypto.seal(b"0123456789012345678", place="p"))
    sealed[position] ^= 1
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(bytes(sealed), place="p")


def test_keys_change_without_losing_what_the_old_one_sealed(settings: object) -> None:
    old, new = key(), key()
    settings.DATA_KEYS = [old]  # type: ignore[attr-defined]
    before = crypto.seal(b"x", place="p")
    settings.DATA_KEYS = [new, old]  # type: ignore[attr-defined]
    after = crypto.seal(b"x", place="p")
    assert crypto.unseal(before, place="p") == b"x"
    settings.DATA_KEYS = [new]  # type: ignore[attr-defined]
    assert crypto.unseal(after, place="p") == b"x"
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(before, place="p")


def test_a_row_reads_in_clear_and_lies_sealed(yueqing: Office) -> None:
    person = Checking(yueqing).case(consented=False).persons.get(position=1)
    fresh = HouseholdPerson.objects.get(pk=person.pk)
    assert (fresh.name, fresh.masked_name) == ("测试甲", "测**")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, number FROM verification_householdperson WHERE id = %s", [person.pk])
        row = [bytes(value) for value in cursor.fetchone()]
    assert "测试甲".encode() not in row[0]
    assert fresh.number.encode() not in row[1]


def test_a_value_copied_to_another_row_does_not_open(yueqing: Office) -> None:
    first, second = Checking(yueqing).case(consented=False).persons.all()[:2]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE verification_householdperson SET name = (SELECT name FROM verification_householdperson"
            " WHERE id = %s) WHERE id = %s",
            [first.pk, second.pk],
        )
    with pytest.raises(crypto.CannotOpen):
        _ = HouseholdPerson.objects.get(pk=second.pk).name


def test_a_sealed_column_cannot_be_searched_or_set_in_bulk(yueqing: Office) -> None:
    with pytest.raises(FieldError):
        HouseholdPerson.objects.filter(name="测试甲").exists()
    with pytest.raises(FieldError):
        HouseholdPerson.objects.update(name="测试甲")


def test_an_unread_column_goes_back_as_it_came(yueqing: Office) -> None:
    person = Checking(yueqing).case(consented=False).persons.get(position=1)
    fresh = HouseholdPerson.objects.get(pk=person.pk)
    before = fresh.__dict__["name"]
    fresh.save()
    assert HouseholdPerson.objects.get(pk=person.pk).__dict__["name"] == before


def test_a_sealed_file_lies_sealed_and_reads_in_clear(db: None) -> None:
    content = "姓名：测试甲".encode()
    record = files.store(content, media_type="text/plain", sealed=True)
    with default_storage.open(record.path, "rb") as handle:
        assert content not in handle.read()
    assert files.read(record) == content
    assert files.store(content, media_type="text/plain").path != record.path
