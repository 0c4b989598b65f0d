"""The public page that says whether a file is the minutes as issued; nobody has to sign in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jointmeeting.kernel.throttle import once_more
from meetings import authenticity, posts
from meetings.amending import standing_of
from meetings.forms.authenticity import FileToCheckForm

AN_HOUR = 60  # files from one address: a whole government building shares one


def site_of(request: HttpRequest) -> str:
    """Return the scheme and host the office is reached by, as a QR code needs them."""
    return request.build_absolute_uri("/").rstrip("/")


@login_not_required
@require_http_methods(["GET", "POST"])
def authenticity_check(request: HttpRequest) -> HttpResponse:
    """Show the issue a QR code names (`?issue=`), and compare an uploaded file with what was issued."""
    token = request.GET.get("issue", "")
    minutes = authenticity.issue_of(token) if token else None
    if token and minutes is None:
        raise Http404
    answer, form = None, FileToCheckForm()
    if request.method == "POST":
        once_more(request, "authenticity", an_hour=AN_HOUR)
        form = FileToCheckForm(request.POST, request.FILES)
        if form.is_valid():
            answer = authenticity.examine(form.cleaned_data["file"], expected=minutes)
    shown = minutes or (answer.minutes if answer else None)
    context = {
        "form": form,
        "answer": answer,
        "minutes": shown,
        "signed_as": posts.signed_as(shown) if shown else "",
        "standing": standing_of(shown) if shown else "",
        "hash_shown": authenticity.HASH_SHOWN,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/authenticity_check.html", context, status=status)
