"""Personal data at rest: AES-256-GCM fields and files, and a blind index to find a number without reading it.

A ciphertext is bound to its place (table, column, row) and carries the id of its key, so that keys can be changed row
by row and a value copied to another row does not open. Keys come from `DATA_KEYS`, the index key from `INDEX_KEY`.
"""

import base64
import hashlib
import hmac
import json
import os
from functools import cache
from typing import Any
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

KEY_ID, NONCE = 4, 12  # bytes at the head of a ciphertext


class CannotOpen(ValueError):
    """The key is not at hand, or the bytes are not what was sealed for this place."""


@cache
def _keys(names: tuple[str, ...]) -> dict[bytes, AESGCM]:
    keys = {}
    for name in names:
        raw = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4))
        if len(raw) != 32:
            raise ImproperlyConfigured("DATA_KEYS 中的每个密钥应为 32 字节的 base64url 编码。")
        keys[hashlib.sha256(raw).digest()[:KEY_ID]] = AESGCM(raw)
    return keys


def seal(plain: bytes, *, place: str) -> bytes:
    """Return key id, nonce and ciphertext of `plain`, readable only at `place`; the first key of DATA_KEYS is used."""
    key_id, key = next(iter(_keys(tuple(settings.DATA_KEYS)).items()))
    nonce = os.urandom(NONCE)
    return key_id + nonce + key.encrypt(nonce, plain, place.encode())


def unseal(sealed: bytes, *, place: str) -> bytes:
    """Return what was sealed for `place`; raise CannotOpen otherwise."""
    key = _keys(tuple(settings.DATA_KEYS)).get(sealed[:KEY_ID])
    if key is None:
        raise CannotOpen(f"no key for {place}")
    nonce, ciphertext = sealed[KEY_ID : KEY_ID + NONCE], sealed[KEY_ID + NONCE :]
    try:
        return key.decrypt(nonce, ciphertext, place.encode())
    except InvalidTag:
        raise CannotOpen(f"damaged or moved: {place}") from None


def blind_index(value: str) -> str:
    """Return the HMAC-SHA-256 of `value` in hexadecimal: equal for equal values, and nothing else can be read."""
    return hmac.new(settings.INDEX_KEY.encode(), value.encode(), hashlib.sha256).hexdigest()


class SealedRow(models.Model):
    """A row with encrypted columns; `seal_id` stands for the row in what its ciphertexts are bound to.

    A primary key given by the database is not known when the first ciphertext is made, so a random one is used.
    """

    seal_id = models.UUIDField("密文标识", default=uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class _Ciphertext(bytes):
    """Bytes as they lie in the database, not yet opened."""


class _Opening:
    """Opens the column when it is read, because only then the row is at hand."""

    def __init__(self, field: "EncryptedField") -> None:
        self.field = field

    def __get__(self, row: SealedRow | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        value = row.__dict__[self.field.attname]
        if isinstance(value, _Ciphertext):
            plain = unseal(value, place=self.field.place_of(row)).decode()
            value = row.__dict__[self.field.attname] = self.field.load(plain)
        return value

    def __set__(self, row: SealedRow, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class EncryptedField(models.Field):  # type: ignore[type-arg]
    """Text kept as a ciphertext. It cannot be searched; keep a `blind_index` beside it for equality."""

    def get_internal_type(self) -> str:
        """Lie in the database as bytes."""
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Put the opening descriptor on the model."""
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            setattr(cls, name, _Opening(self))

    def place_of(self, row: SealedRow) -> str:
        """Return table|column|row."""
        return f"{row._meta.db_table}|{self.column}|{row.seal_id}"

    def load(self, plain: str) -> Any:
        """Return the value of an opened text."""
        return plain

    def dump(self, value: Any) -> str:
        """Return the text that is sealed."""
        return str(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> _Ciphertext | None:
        """Leave the ciphertext closed until somebody reads it."""
        return None if value is None else _Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        """Seal what was set; what was never opened goes back as it came."""
        assert isinstance(model_instance, SealedRow)  # noqa: S101 -- a column without a place cannot be sealed
        value = model_instance.__dict__[self.attname]
        if value is None or isinstance(value, _Ciphertext):
            return value
        return _Ciphertext(seal(self.dump(value).encode(), place=self.place_of(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Let only ciphertexts through: QuerySet.update() does not know the row."""
        if value is not None and not isinstance(value, _Ciphertext):
            raise FieldError(f"{self.name} is sealed row by row: set it and save()")
        return None if value is None else connection.Database.Binary(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but with NULL."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted; look up its blind index")
        return super().get_lookup(lookup_name)


class EncryptedJSONField(EncryptedField):
    """A JSON value kept as a ciphertext."""

    def load(self, plain: str) -> Any:
        """Return the JSON value."""
        return json.loads(plain)

    def dump(self, value: Any) -> str:
        """Return canonical JSON."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
