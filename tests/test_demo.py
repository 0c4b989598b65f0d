"""The demonstration holds everybody that its two bodies need, and a second run leaves every login as it is."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from jointmeeting.demo import seed
from members.models import Jurisdiction, Role, User
from members.roles import current_posts
from members.rules import ruling


def test_countersigning_can_be_tried_with_the_logins_of_the_demonstration(db: None, tmp_path: Path) -> None:
    charters = sorted((Path(settings.BASE_DIR) / "fixtures" / "charters").glob("*.toml"))
    call_command("load_charter", *map(str, charters), verbosity=0)
    accounts = seed(tmp_path / "demo.txt")
    assert seed(tmp_path / "demo.txt") == accounts
    logins = {account.user for account in accounts}
    body = Jurisdiction.objects.get(slug="chencang")
    assert {f"chencang-{post}" for post in ("staff", "director", "chief", "convener", "leader")} <= logins
    assert len([login for login in logins if login.startswith("chencang-liaison-")]) == body.units.count()
    assert not body.working_rules.filter(confirmed_by=None).exists()
    rule = ruling(body, "minutes_consent")
    assert rule and rule.from_charter and rule.value
    liaison = User.objects.get(username="chencang-liaison-01")
    assert [post.role for post in current_posts(liaison)] == [Role.LIAISON]
