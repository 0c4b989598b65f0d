"""`manage.py appoint_administrator POST USERNAME NAME`: one of the three separated administrators, at installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jointmeeting.kernel.errors import Refused
from members.accounts import appoint_administrator, new_code
from members.models import AdministratorRole


class Command(BaseCommand):
    """Appoint an administrator."""

    help = "Create a system, security or audit administrator and print the code that opens the account, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare post, login and name."""
        parser.add_argument("post", choices=AdministratorRole.values)
        parser.add_argument("username")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint, print the code; only its hash is kept."""
        role, code = AdministratorRole(options["post"]), new_code()
        try:
            user = appoint_administrator(role, username=options["username"], name=options["name"], code=code)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"已任命{role.label}{user.name}（登录名 {user.username}）。")
        self.stdout.write(f"邀请码：{code}（只显示这一次，七日内有效；本人在登录页点“首次使用”设定密码）")
