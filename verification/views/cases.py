"""Pages of the township: cases, letters, the report's download."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit, downloads
from jointmeeting.kernel.errors import Forbidden
from members.models import MemberUnit, Role
from members.rules import require
from verification import papers, services, steps, workflows
from verification.categories import CATEGORIES, FIGURES
from verification.forms import CaseForm, ConsentForm, PersonFormSet
from verification.models import AidCase, ConsentLetter, VerificationReport, VerificationRequest


@require_GET
def aid_case_list(request: HttpRequest) -> HttpResponse:
    """List the cases the person may see, newest first."""
    cases = AidCase.objects.visible_to(request.user).select_related("township")
    page = Paginator(cases, 30).get_page(request.GET.get("page"))
    return render(request, "verification/aid_case_list.html", {"page": page, "may_file": bool(_township(request))})


@require_GET
def aid_case_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case: household masked, letters, requests, what can be done."""
    case = get_object_or_404(AidCase.objects.visible_to(request.user).select_related("township", "jurisdiction"), pk=pk)
    letters = case.consent_letters.prefetch_related("signatures__person", "signatures__guardian")
    context = {
        "case": case,
        "steps": steps.of_case(case),
        "acts": workflows.aid_cases.available(case, request.user),
        "persons": case.persons.all(),
        "declared": [(label, case.declaration.figures.get(name, 0)) for name, label in FIGURES.items()],
        "letters": [_letter(letter, request.user) for letter in letters],
        "requests": case.verification_requests.select_related("report", "commission"),
        "may_edit": _is_open(case, request.user) and not letters.exclude(state=ConsentLetter.State.DRAFT).exists(),
        "may_consent": _is_open(case, request.user),
        "may_reveal": access.can(request.user, "household_person.reveal", case),
        "history": audit.history(case),
    }
    return render(request, "verification/aid_case_page.html", context)


def _is_open(case: AidCase, user: Any) -> bool:
    return case.state == AidCase.State.ACCEPTED and access.can(user, "aid_case.edit", case)


def _letter(letter: ConsentLetter, user: Any) -> dict[str, Any]:
    return {
        "letter": letter,
        "categories": [CATEGORIES[code].label for code in letter.categories],
        "signatures": letter.signatures.all(),
        "acts": workflows.consent_letters.available(letter, user),
    }


@require_http_methods(["GET", "POST"])
def aid_case_create(request: HttpRequest) -> HttpResponse:
    """File a household for the person's own township."""
    township = _township(request)
    if township is None:
        raise Forbidden("救助事项由乡镇（街道）经办人受理，您的岗位不能登记。")
    form, persons = _forms(request, {}, [{"relation": "applicant"}])
    if request.method == "POST" and form.is_valid() and persons.is_valid():
        case = services.file_case(township, by=request.user, **_fields(form, persons))
        messages.success(request, "已受理。请开具核对授权书，家庭成员签字后登记。")
        return redirect(case)
    context = {"form": form, "persons": persons, "township": township}
    return render(request, "verification/aid_case_form.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def aid_case_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a household before anybody signed."""
    case = get_object_or_404(AidCase.objects.visible_to(request.user).select_related("township"), pk=pk)
    require(request.user, "aid_case.edit", case)
    initial = {"programme": case.programme, **case.declaration.figures}
    members = [{"relation": p.relation, "name": p.name, "number": p.number} for p in case.persons.all()]
    form, persons = _forms(request, initial, members)
    if request.method == "POST" and form.is_valid() and persons.is_valid():
        services.edit_case(case, by=request.user, **_fields(form, persons))
        messages.success(request, "已保存。")
        return redirect(case)
    context = {"form": form, "persons": persons, "township": case.township, "case": case}
    return render(request, "verification/aid_case_form.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def consent_letter_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out a numbered letter for the case `pk`."""
    case = get_object_or_404(AidCase.objects.visible_to(request.user), pk=pk)
    require(request.user, "consent_letter.create", case)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        letter = services.draft_consent(case, by=request.user, **form.cleaned_data)
        messages.success(request, f"已开具{letter}。请把编号写在纸质授权书上，由全体家庭成员签字。")
        return redirect(case)
    return render(
        request, "verification/consent_letter_form.html", {"form": form, "case": case}, status=_status(request)
    )


@require_GET
def consent_letter_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter as the sheet to print."""
    letters = ConsentLetter.objects.visible_to(request.user).select_related("case__township", "jurisdiction")
    letter = get_object_or_404(letters, pk=pk)
    context = {"letter": letter, "sheet": papers.preview(letter)}
    return render(request, "verification/consent_letter_page.html", context)


@require_GET
def consent_letter_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the signed letter's scan; logged."""
    letter = get_object_or_404(ConsentLetter.objects.visible_to(request.user).select_related("scan"), pk=pk)
    require(request.user, "consent_letter.download", letter)
    if letter.scan is None:
        raise Http404
    suffix = letter.scan.media_type.rpartition("/")[2]
    return downloads.give(
        letter, letter.scan, name=f"{letter}.{suffix}", act="consent_letter.download", by=request.user
    )


@require_GET
def verification_request_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the issued report; logged."""
    asked = get_object_or_404(VerificationRequest.objects.visible_to(request.user), pk=pk)
    require(request.user, "verification_request.download", asked)
    report = VerificationReport.objects.filter(request=asked, file__isnull=False).select_related("file").first()
    if report is None or report.file is None:
        raise Http404
    act = "verification_request.download"
    return downloads.give(asked, report.file, name=f"{report}.pdf", act=act, by=request.user)


def _township(request: HttpRequest) -> MemberUnit | None:
    grants = access.roles_of(request.user)
    own = [grant.unit_id for grant in grants if grant.role == Role.TOWNSHIP_HANDLER and grant.unit_id]
    unit: MemberUnit | None = MemberUnit.doers.filter(pk__in=own).first()
    return unit


def _forms(request: HttpRequest, initial: dict[str, Any], members: list[dict[str, str]]) -> tuple[CaseForm, Any]:
    form = CaseForm(request.POST or None, initial=initial)
    return form, PersonFormSet(request.POST or None, initial=members, prefix="persons")


def _fields(form: CaseForm, persons: Any) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "programme": data["programme"],
        "figures": form.figures(),
        "persons": persons.rows(),
        "request_key": data["request_key"],
    }


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
