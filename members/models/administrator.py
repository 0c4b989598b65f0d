"""The three separated administrators (三员). They stand outside every body: no appointment, no case data."""

import pgtrigger
from django.conf import settings
from django.db import models

from jointmeeting.kernel.constraints import choices_constraint

REFUSES_APPOINTED = """
IF EXISTS (SELECT 1 FROM members_appointment WHERE user_id = NEW.user_id) THEN
    RAISE EXCEPTION 'an administrator holds no appointment' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
REFUSES_ADMINISTRATORS = """
IF EXISTS (SELECT 1 FROM members_administrator WHERE user_id = NEW.user_id) THEN
    RAISE EXCEPTION 'an administrator holds no appointment' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class AdministratorRole(models.TextChoices):
    """What each of the three looks after."""

    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class Administrator(models.Model):
    """A person looks after the system itself; nobody holds two of the three posts."""

    Role = AdministratorRole

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="administrator", verbose_name="人员"
    )
    role = models.CharField("岗位", max_length=20, choices=AdministratorRole.choices)

    class Meta:
        verbose_name = "管理员"
        constraints = [choices_constraint("role", AdministratorRole, name="administrator_role_known")]
        triggers = [
            pgtrigger.Trigger(
                name="holds_no_appointment", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=REFUSES_APPOINTED,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_role_display()
