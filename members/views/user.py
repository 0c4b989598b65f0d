"""Pages of accounts: list, one account, opening one, first use; and the record the audit administrator reads."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import LogEntry
from members import accounts, workflows
from members.forms.user import AddressForm, InvitationForm, InviteForm, bodies_for, shown_once
from members.models import Appointment, Jurisdiction, Role, User
from members.roster import readdress
from members.rules import require

BACKEND = "django.contrib.auth.backends.ModelBackend"
# Acts about accounts, posts and notices; of every other act the audit administrator sees who and when, not on what.
ADMINISTRATIVE = (
    "user.",
    "administrator.",
    "appointment.",
    "charter",
    "working_rule.",
    "member_unit.",
    "holiday_notice.",
)


def _may(request: HttpRequest, action: str) -> bool:
    return bool({grant.role for grant in access.roles_of(request.user)} & access.roles_for(action))


@require_GET
def user_list(request: HttpRequest) -> HttpResponse:
    """List the accounts the person looks after, with posts and state."""
    if not _may(request, "user.list"):
        raise Forbidden("账号由联席会议办公室和管理员管理，您的岗位不能查看。")
    posts = Prefetch("appointments", Appointment.objects.current().select_related("unit", "jurisdiction"), "posts")
    users = User.objects.visible_to(request.user).select_related("administrator").prefetch_related(posts)
    page = Paginator(users.order_by("state", "pk"), 50).get_page(request.GET.get("page"))
    return render(request, "members/user_list.html", {"page": page, "may_create": _may(request, "user.create")})


@require_GET
def user_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account: posts, state, what can be done, and its record."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    context = {
        "account": account,
        "posts": account.appointments.select_related("unit", "jurisdiction"),
        "acts": workflows.users.available(account, request.user),
        "may_readdress": access.can(request.user, "user.readdress", account),
        "history": audit.history(account),
    }
    return render(request, "members/user_page.html", context)


@require_http_methods(["GET", "POST"])
def user_readdress(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account another mail address."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    require(request.user, "user.readdress", account)
    form = AddressForm(request.POST or None)
    if form.is_valid():
        try:
            readdress(account, form.cleaned_data["email"], by=request.user)
        except Refused as refusal:
            form.add_error("email", refusal.sentence)
        else:
            messages.success(request, f"{account.name}的邮箱已登记为{account.email}。")
            return redirect(account)
    context = {"account": account, "form": form}
    return render(request, "members/user_readdress.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def user_create(request: HttpRequest) -> HttpResponse:
    """Open an account; the code is shown once, on the page that follows."""
    if not _may(request, "user.create"):
        raise Forbidden("账号由联席会议办公室开通，您的岗位不能办理。")
    form = InviteForm(request.POST or None, user=request.user)
    if form.is_valid():
        data, code = dict(form.cleaned_data), accounts.new_code()
        body, role = data.pop("body"), Role(data.pop("role"))
        try:
            account = accounts.invite(body, role=role, unit=data.pop("unit", None), code=code, by=request.user, **data)
        except Refused as refusal:  # the post is held, or somebody else opens it: what was typed stays
            form.add_error("role", refusal.sentence)
        else:
            messages.success(request, shown_once(account, code))
            return redirect(account)
    context = {"form": form, "has_bodies": bodies_for(request.user).exists()}
    return render(request, "members/user_form.html", context, status=422 if form.errors else 200)


@never_cache
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """First use: the code from the office opens the account once, the person sets a password of her own."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        account = accounts.accept(form.cleaned_data["code"], form.cleaned_data["password"])
        if account:
            login(request, account, backend=BACKEND)
            return redirect("workbench")
        form.add_error("code", "邀请码刚刚已被使用。请向联席会议办公室索取新的邀请码。")
    return render(request, "registration/invitation.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """List what was done in the whole system, newest first; case data is not shown."""
    if not _may(request, "log.read"):
        raise Forbidden("操作记录由审计管理员查看，您的岗位不能查看。")
    page = Paginator(LogEntry.objects.order_by("-pk"), 50).get_page(request.GET.get("page"))
    bodies = dict(Jurisdiction.objects.values_list("pk", "body_name"))
    rows = [(entry, bodies.get(entry.chain, "系统"), entry.act.startswith(ADMINISTRATIVE)) for entry in page]
    return render(request, "members/log.html", {"page": page, "rows": rows})
