"""Pages of a department's handler, and the logged look at full names and numbers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit
from members.rules import require
from verification import services, workflows
from verification.categories import CATEGORIES
from verification.forms import RevealForm
from verification.models import AidCase, Query


@require_GET
def query_list(request: HttpRequest) -> HttpResponse:
    """List the queries the person may see, the earliest limit first."""
    rows = Query.objects.visible_to(request.user).select_related("source__unit", "request__case")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "verification/query_list.html", {"page": page})


@require_GET
def query_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one query: who is asked about, masked, and what was answered."""
    rows = Query.objects.visible_to(request.user).select_related("source__unit", "request__case", "agreement")
    query = get_object_or_404(rows, pk=pk)
    items = [(item, CATEGORIES[item.category].label) for item in query.items.select_related("person")]
    context = {
        "query": query,
        "acts": workflows.queries.available(query, request.user),
        "items": items,
        "may_reveal": access.can(request.user, "household_person.reveal", query),
        "history": audit.history(query),
    }
    return render(request, "verification/query_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def query_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show full names and numbers of a query to who must look them up, for a purpose that is logged."""
    return _reveal(request, get_object_or_404(Query.objects.visible_to(request.user), pk=pk))


@never_cache
@require_http_methods(["GET", "POST"])
def aid_case_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Likewise for a case."""
    return _reveal(request, get_object_or_404(AidCase.objects.visible_to(request.user), pk=pk))


def _reveal(request: HttpRequest, obj: AidCase | Query) -> HttpResponse:
    require(request.user, "household_person.reveal", obj)
    form = RevealForm(request.POST or None)
    persons = []
    if request.method == "POST" and form.is_valid():
        persons = services.reveal(obj, purpose=form.cleaned_data["purpose"], by=request.user)
    status = 422 if request.method == "POST" and not persons else 200
    return render(request, "verification/reveal.html", {"object": obj, "form": form, "persons": persons}, status=status)
