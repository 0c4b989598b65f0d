"""The person who logs in. What she may do comes from dated appointments, never from flags here."""

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint


class UserState(models.TextChoices):
    """Where an account stands."""

    ACTIVE = "active", "在用"
    INVITED = "invited", "待启用"
    DEACTIVATED = "deactivated", "已停用"


class UserQuerySet(models.QuerySet["User"]):
    """Accounts somebody looks after."""

    def visible_to(self, user: Any) -> "UserQuerySet":
        """Return the accounts kept by the offices of `user`'s bodies; to system and security administrators all."""
        grants, keepers = access.roles_of(user), access.roles_for("user.list")
        if any(grant.jurisdiction_id == access.SYSTEM and grant.role in keepers for grant in grants):
            return self
        return self.filter(jurisdiction__in={g.jurisdiction_id for g in grants if g.role in keepers})

    def with_code(self, code: str) -> "UserQuerySet":
        """Return the account that waits for this invitation code (邀请码), if the code is still good."""
        return self.filter(state=UserState.INVITED, code_hash=hash_of(code), code_expires_at__gt=clock.now())


class Users(UserManager["User"]):
    """Creates accounts and finds those a person looks after."""

    def get_queryset(self) -> UserQuerySet:
        """Return every account."""
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: Any) -> UserQuerySet:
        """Return the accounts `user` looks after."""
        return self.get_queryset().visible_to(user)

    def with_code(self, code: str) -> UserQuerySet:
        """Return the account that waits for this code."""
        return self.get_queryset().with_code(code)


class User(AbstractUser):
    """A login. `name` is shown everywhere; Chinese names are one field.

    `jurisdiction` is the body whose office keeps the account; None for the separated administrators.
    """

    State = UserState

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    jurisdiction = models.ForeignKey(
        "members.Jurisdiction", models.PROTECT, null=True, related_name="accounts", verbose_name="行政区"
    )
    state = models.CharField("状态", max_length=12, choices=UserState.choices, default=UserState.ACTIVE)
    code_hash = models.CharField("邀请码校验值", max_length=64, blank=True)
    code_expires_at = models.DateTimeField("邀请码有效期", null=True)

    objects: ClassVar[Users] = Users()

    REQUIRED_FIELDS = ["name"]
    is_of_system = True  # the security administrator reaches every account

    class Meta:
        verbose_name = "用户"
        constraints = [
            choices_constraint("state", UserState, name="user_state_known"),
            models.CheckConstraint(
                condition=Q(is_active=True) ^ Q(state=UserState.DEACTIVATED), name="user_active_unless_deactivated"
            ),
            models.CheckConstraint(
                condition=Q(state=UserState.INVITED, code_expires_at__isnull=False) & ~Q(code_hash="")
                | ~Q(state=UserState.INVITED) & Q(code_hash=""),
                name="user_code_while_invited",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the account's page."""
        return reverse("members:user_page", args=[self.pk])

    @property
    def is_opened(self) -> bool:
        """Whether she was ever let in: a person entered in the roster alone has no code and no password."""
        return self.state != UserState.ACTIVE or self.has_usable_password()

    @property
    def standing(self) -> str:
        """Say where the account stands."""
        return str(self.get_state_display()) if self.is_opened else "未开通"

    def unit_scope(self) -> frozenset[int]:
        """No unit's role reaches an account: the office keeps them."""
        return frozenset()

    def get_full_name(self) -> str:
        """Return the one name there is."""
        return self.name

    def get_short_name(self) -> str:
        """Return the one name there is."""
        return self.name


def plain_name(name: str) -> str:
    """Return a name as it is kept: a Chinese one without the blanks that align it in a table, others with one each."""
    parts = name.split()
    return (" " if any(char.isascii() and char.isalpha() for char in name) else "").join(parts)


def hash_of(code: str) -> str:
    """Return what is kept of an invitation code; blanks, hyphens and case do not count."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
