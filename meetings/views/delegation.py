"""Pages of delegations of signing: who signs for whom, a new one, its letter."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, downloads
from jointmeeting.kernel.errors import Forbidden
from meetings import delegations, workflows
from meetings.forms.delegation import DelegationForm
from meetings.models import SigningDelegation
from meetings.permissions import SIGNERS
from meetings.services import delegation as services
from members.models import Jurisdiction


@require_GET
def signing_delegation_list(request: HttpRequest) -> HttpResponse:
    """List the delegations of the body, the latest first."""
    rows = SigningDelegation.objects.visible_to(request.user).select_related("principal", "delegate", "jurisdiction")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    acts = [(row, workflows.signing_delegations.available(row, request.user)) for row in page]
    may_delegate = any(grant.role in SIGNERS for grant in access.roles_of(request.user))
    context = {"page": page, "rows": acts, "may_delegate": may_delegate}
    return render(request, "meetings/signing_delegation_list.html", context)


@require_http_methods(["GET", "POST"])
def signing_delegation_create(request: HttpRequest) -> HttpResponse:
    """Entrust another with signing, in the body where the person holds a signing post."""
    own = [grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in SIGNERS]
    body = Jurisdiction.objects.filter(pk__in=own).first()
    if body is None:
        raise Forbidden("委托签发由纪要签发人本人办理，您的岗位不能办理。")
    rule = delegations.ensure_delegable(body)
    people = delegations.candidates(body, rule, principal=request.user)
    form = DelegationForm(request.POST or None, request.FILES or None, user=request.user, candidates=people)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "password"}
        row = services.delegate_signing(body, by=request.user, **fields)
        messages.success(request, f"已委托：{row}")
        return redirect(row)
    context = {"form": form, "rule": rule}
    return render(request, "meetings/signing_delegation_form.html", context, status=422 if form.errors else 200)


@require_GET
def signing_delegation_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the letter. Logged."""
    row = get_object_or_404(SigningDelegation.objects.visible_to(request.user).select_related("letter"), pk=pk)
    return downloads.give(row, row.letter, name=row.letter_name, act="signing_delegation.download", by=request.user)
