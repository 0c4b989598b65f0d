"""Pages of member changes and their hand-over."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden, Refused
from members.change_rules import rule_of
from members.changing import propose_change
from members.forms.member_change import MemberChangeForm
from members.models import MemberChange, MemberUnit
from members.presentation_of_changes import steps_of
from members.wording import say
from members.workflows import hand_over_items, member_changes

PROPOSE = "member_change.propose"


@require_GET
def member_change_list(request: HttpRequest) -> HttpResponse:
    """List the changes the person may see, the newest first."""
    rows = MemberChange.objects.visible_to(request.user).select_related("unit", "incoming__user")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "members/member_change_list.html", {"page": page, "may_propose": _own(request).exists()})


@require_http_methods(["GET", "POST"])
def member_change_create(request: HttpRequest) -> HttpResponse:
    """Propose who takes over at the own unit."""
    units = _own(request)
    if not units.exists():
        raise Forbidden("成员调整由所在单位提出，您的岗位不能办理。")
    form = MemberChangeForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        fields: dict[str, Any] = dict(form.cleaned_data)
        try:
            change = propose_change(fields.pop("unit"), by=request.user, **fields)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"已提出：{change}。")
            return redirect(change)
    status = 422 if form.is_bound else 200
    return render(request, "members/member_change_form.html", {"form": form}, status=status)


@require_GET
def member_change_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one change: where it stands, by which rule, and what is handed over."""
    rows = MemberChange.objects.visible_to(request.user)
    related = ("unit", "jurisdiction", "outgoing__user", "incoming__user")
    change = get_object_or_404(rows.select_related(*related), pk=pk)
    items = change.hand_over.select_related("acknowledged_by", "change__jurisdiction", "change__incoming__user")
    context = {
        "change": change,
        "rule": rule_of(change),
        "rule_words": say(rule_of(change).value),
        "steps": steps_of(change),
        "acts": member_changes.available(change, request.user),
        "items": [(item, hand_over_items.available(item, request.user)) for item in items],
        "reads_items": change.unit_id in {grant.unit_id for grant in access.roles_of(request.user)},
        "may_open": access.can(request.user, "user.open", change.jurisdiction),
        "history": audit.history(change),
    }
    return render(request, "members/member_change_page.html", context)


def _own(request: HttpRequest) -> QuerySet[MemberUnit]:
    """Return the units for which the person may propose."""
    roles = access.roles_for(PROPOSE)
    own = {grant.unit_id for grant in access.roles_of(request.user) if grant.role in roles}
    units: QuerySet[MemberUnit] = MemberUnit.doers.filter(pk__in=own)
    return units
