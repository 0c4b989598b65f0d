"""The person who logs in. What she may do comes from dated appointments, never from flags here."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A login. `name` is shown everywhere; Chinese names are one field."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "用户"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the one name there is."""
        return self.name

    def get_short_name(self) -> str:
        """Return the one name there is."""
        return self.name
