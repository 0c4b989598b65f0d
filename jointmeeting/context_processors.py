"""What every page's frame shows: the body, the navigation by role, the person."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jointmeeting.kernel import access, notify
from members.models import AdministratorRole, Jurisdiction, Role
from members.permissions import CENTRE, PARTICIPANTS
from members.roles import current_posts

Group = tuple[str, list[tuple[str, str]]]
LEADER_ONLY = {Role.GOVERNMENT_LEADER}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return `shell` for signed-in people; evaluated only when a page uses it."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"shell": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    grants = access.roles_of(request.user)
    roles, bodies = {grant.role for grant in grants}, {grant.jurisdiction_id for grant in grants}
    posts = list(current_posts(request.user))
    own = (post.jurisdiction for post in posts if post.jurisdiction_id in bodies)  # read with the posts: no query more
    body = min(own, key=lambda one: one.pk, default=None)
    of_system = [AdministratorRole(role).label for role in roles if role in AdministratorRole.values]
    unread, newest = notify.unread(request.user)
    post_line = "、".join([*map(str, posts), *of_system]) or "目前没有在任岗位"
    return {
        "body": body,
        "charter": body.charter if body else None,
        "navigation": _linked(_groups(roles, body), request.path, {reverse("notifications"): unread}),
        "person": {"name": request.user.name, "post_line": post_line},  # type: ignore[union-attr]
        "unread": unread,
        "newest": newest,
    }


def _groups(roles: set[str], body: Jurisdiction | None) -> list[Group]:
    groups: list[Group] = [
        ("", [("工作台", reverse("workbench")), ("已办", reverse("done")), ("待阅", reverse("notifications"))])
    ]
    minutes = ("会议纪要", reverse("meetings:minutes_list"))
    major = ("重大问题", reverse("meetings:major_matter_list"))
    if roles and roles <= LEADER_ONLY:
        groups.append(("会议", [minutes, major]))
    elif roles & PARTICIPANTS:
        items, held = reverse("meetings:agenda_item_list"), reverse("meetings:meeting_list")
        calls = ("议题征集", reverse("meetings:agenda_call_list"))
        groups.append(("会议", [calls, ("议题", items), ("会议", held), minutes, major]))
        duties = [
            ("工作事项", "assignment_list"),
            ("急难个案", "hardship_case_list"),
            ("落实看板", "board"),
            ("定期报送", "periodic_report_list"),
            ("办公室文书", "office_paper_list"),
        ]
        groups.append(("落实", [(label, reverse(f"duties:{name}")) for label, name in duties]))
    elif Role.TOWNSHIP_HANDLER in roles:
        groups.append(("会议", [("会议", reverse("meetings:meeting_list")), minutes]))
        own = {"工作事项": "assignment_list", "急难个案": "hardship_case_list", "定期报送": "periodic_report_list"}
        groups.append(("落实", [(label, reverse(f"duties:{name}")) for label, name in own.items()]))
    groups += _verification(roles)
    groups += _administration(roles)
    if body:
        charter = reverse("members:charter_page", args=[body.slug])
        people = reverse("members:roster_page", args=[body.slug])
        links = [("成员单位", reverse("members:unit_list")), ("成员名册", people), ("制度与规则", charter)]
        if roles & access.roles_for("compliance.read"):
            links.append(("制度执行", reverse("members:compliance_page", args=[body.slug])))
        if roles & access.roles_for("user.create"):
            links.append(("账号", reverse("members:user_list")))
        groups.append(("成员", links))
    return groups


def _linked(groups: list[Group], path: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the groups for the template: which link is the page's own, and how many wait behind it."""
    here = _here(path, [url for _, links in groups for _, url in links])
    return [
        {
            "heading": heading,
            "links": [
                {"label": label, "url": url, "is_current": url == here, "count": counts.get(url, 0)}
                for label, url in links
            ],
        }
        for heading, links in groups
    ]


def _administration(roles: set[str]) -> list[Group]:
    """Return the links of the three separated administrators; each sees only her own."""
    pages = [
        ("charter_draft_create", "建立联席会议", {AdministratorRole.SYSTEM_ADMIN}),
        ("holiday_list", "节假日安排", {AdministratorRole.SYSTEM_ADMIN}),
        ("user_list", "账号", {AdministratorRole.SYSTEM_ADMIN, AdministratorRole.SECURITY_ADMIN}),
        ("log", "操作记录", {AdministratorRole.AUDIT_ADMIN}),
    ]
    links = [(label, reverse(f"members:{page}")) for page, label, whose in pages if roles & whose]
    return [("系统管理", links)] if links else []


def _here(path: str, urls: list[str]) -> str:
    """Return the address of the link the page belongs to: the longest that begins its path."""
    return max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default="")


def _verification(roles: set[str]) -> list[Group]:
    """Return the links of who files, checks, answers or counts."""
    pages = [
        ("aid_case_list", "救助事项", {Role.TOWNSHIP_HANDLER, *CENTRE}),
        ("verification_request_list", "核对请求", CENTRE),
        ("query_list", "协查任务", {Role.UNIT_HANDLER, *CENTRE}),
        ("source_list", "信息提供单位", CENTRE),
        ("overview", "核对统计", access.roles_for("verification.overview")),
    ]
    links = [(label, reverse(f"verification:{page}")) for page, label, whose in pages if roles & set(whose)]
    return [("核对", links)] if links else []
