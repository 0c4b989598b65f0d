"""Pages of the registers beside the roster: groups with their units, aid standards."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.errors import Refused
from members import aid_standards, groups
from members.forms.register import AidCorrectionForm, AidStandardForm, GroupForm
from members.models import AidStandard, Jurisdiction, MemberUnit
from members.rules import require

ENTERED = Prefetch("group_members", MemberUnit.doers.all())  # units without a seat are units of a group all the same


def _body(request: HttpRequest, slug: str) -> Jurisdiction:
    return get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)


@require_GET
def group_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every group with the units entered for it."""
    body = _body(request, slug)
    rows = MemberUnit.doers.filter(jurisdiction=body, kind=MemberUnit.Kind.GROUP).prefetch_related(ENTERED)
    may_edit = access.can(request.user, "member_unit.expand", body) and not body.is_read_only
    return render(request, "members/group_list.html", {"body": body, "groups": rows, "may_edit": may_edit})


@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the units of a group, one a line; `name` in the address picks the group."""
    body = _body(request, slug)
    require(request.user, "member_unit.expand", body)
    name = request.GET.get("name", "")
    units = MemberUnit.doers.filter(jurisdiction=body, group__name=name).values_list("name", flat=True)
    form = GroupForm(request.POST or None, initial={"name": name, "lines": "\n".join(units)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            group = groups.enter_group(body, data["name"].strip(), data["lines"].splitlines(), by=request.user)
        except Refused as refusal:
            form.add_error("lines", refusal.sentence)
        else:
            messages.success(
                request, f"已保存：{group}含{MemberUnit.doers.filter(group=group).count()}个单位，可以交办。"
            )
            return redirect("members:group_list", slug)
    status = 422 if form.is_bound else 200
    return render(request, "members/group_form.html", {"body": body, "form": form}, status=status)


@require_GET
def aid_standard_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every standard, and which counts today."""
    body = _body(request, slug)
    context = {
        "body": body,
        "standards": AidStandard.objects.visible_to(request.user).filter(jurisdiction=body),
        "in_force": aid_standards.in_force(body, clock.today()),
        "may_add": access.can(request.user, "aid_standard.add", body) and not body.is_read_only,
        "today": clock.today(),
    }
    return render(request, "members/aid_standard_list.html", context)


@require_http_methods(["GET", "POST"])
def aid_standard_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a standard."""
    body = _body(request, slug)
    require(request.user, "aid_standard.add", body)
    form = AidStandardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            standard = aid_standards.add_standard(body, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("starts_on", refusal.sentence)
        else:
            messages.success(request, f"已登记：{standard}。")
            return redirect("members:aid_standard_list", slug)
    status = 422 if form.is_bound else 200
    return render(request, "members/aid_standard_form.html", {"body": body, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def aid_standard_correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a wrong amount or document right."""
    body = _body(request, slug)
    standard = get_object_or_404(AidStandard.objects.visible_to(request.user), pk=pk, jurisdiction=body)
    require(request.user, "aid_standard.correct", body)
    form = AidCorrectionForm(request.POST or None, standard=standard)
    if form.is_valid():
        aid_standards.correct_standard(standard, by=request.user, **form.cleaned_data)
        messages.success(request, f"已更正：{standard}。更正前后的内容已留痕。")
        return redirect("members:aid_standard_list", slug)
    context = {"body": body, "standard": standard, "form": form}
    return render(request, "members/aid_standard_correct.html", context, status=422 if form.errors else 200)
