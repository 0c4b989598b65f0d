"""The page that holds what was done against what the rules demand (制度执行)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from jointmeeting.kernel import access, compliance
from jointmeeting.kernel.errors import Forbidden
from members.models import Jurisdiction


@require_GET
def compliance_page(request: HttpRequest, slug: str) -> HttpResponse:
    """List every demand of the rules with its clause, how it stands and where to act."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    if not access.can(request.user, "compliance.read", body):
        raise Forbidden("制度执行情况由联席会议办公室和召集人查看。如需了解，请联系联席会议办公室。")
    demands = compliance.demands_of(body)
    context = {"body": body, "demands": demands, "unmet": sum(not demand.is_met for demand in demands)}
    return render(request, "members/compliance_page.html", context)
