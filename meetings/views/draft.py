"""Writing minutes: the form, two editors at once, autosave, and every saved draft compared."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.comparison import compare
from meetings.countersigning import unfounded
from meetings.drafting import fields_of, generated_rows, rows_of, snapshot
from meetings.forms.draft import ComparisonForm
from meetings.forms.minutes import MatterFormSet, MinutesForm
from meetings.forms.statement import ItemPart, item_parts
from meetings.models import Autosave, Minutes
from meetings.services import minutes as services
from meetings.similarity import Duties
from members.rules import require

NOT_TYPED = {"csrfmiddlewaretoken", "preview"}


def _editable(request: HttpRequest, pk: int) -> Minutes:
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("meeting"), pk=pk)
    require(request.user, "minutes.edit", minutes)
    return minutes


@require_http_methods(["GET", "POST"])
def minutes_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft; two editors never overwrite each other, and what was typed and not saved comes back."""
    minutes = _editable(request, pk)
    services.ensure_draft(minutes)
    kept = Autosave.objects.filter(minutes=minutes, editor=request.user.pk).first()
    data = request.POST if request.method == "POST" else _restored(request, kept)
    form, matters, parts = _forms(minutes, data)
    is_saving = request.method == "POST" and "preview" not in request.POST
    if request.method == "POST" and not is_saving:
        _keep(request, minutes)
    if is_saving and all([form.is_valid(), matters.is_valid(), *(part.is_valid() for part in parts)]):
        rows = [row.cleaned_data for row in matters if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        own = {**form.cleaned_data, "matters": rows, "items": [part.row for part in parts]}
        try:
            services.edit_minutes(minutes, by=request.user, **own)
        except services.SavedMeanwhile as conflict:
            return _conflict(request, minutes, conflict, own)
        left = "、".join(f"第{row.position}条" for row in unfounded(minutes))
        messages.success(request, f"已保存。{left}还没有选择职责依据，送审前请选择。" if left else "已保存。")
        return redirect(minutes)
    context = {"minutes": minutes, "form": form, "matters": matters, "parts": parts, "kept": None if data else kept}
    status = 422 if is_saving else 200
    return render(request, "meetings/minutes_form.html", context, status=status)


def _forms(minutes: Minutes, data: QueryDict | None) -> tuple[MinutesForm, Any, list[ItemPart]]:
    """Return head, clauses and items, filled with `data`, else with the draft."""
    form = MinutesForm(data, initial={"version": minutes.version, **fields_of(minutes)})
    rows = rows_of(minutes) or generated_rows(minutes)
    given = {"minutes": minutes, "duties": Duties(minutes.jurisdiction_id)}
    matters = MatterFormSet(data, initial=rows, prefix="matters", form_kwargs=given)
    return form, matters, item_parts(minutes, data)


def _restored(request: HttpRequest, kept: Autosave | None) -> QueryDict | None:
    """Return what was kept for the editor when he asks for it."""
    if kept is None or "restore" not in request.GET:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.fields.items():
        data.setlist(name, values)
    return data


def _conflict(
    request: HttpRequest, minutes: Minutes, conflict: services.SavedMeanwhile, own: dict[str, Any]
) -> HttpResponse:
    """Show both texts side by side; the form keeps the own one, and saves as the draft after the other's."""
    current = Minutes.objects.get(pk=minutes.pk)
    data = request.POST.copy()
    data["version"] = str(current.version)
    form, matters, parts = _forms(current, data)
    context = {
        "minutes": current,
        "form": form,
        "matters": matters,
        "parts": parts,
        "changes": compare(snapshot(fields_of(current)), snapshot(own)),
        "happened": conflict.happened,
        "left": conflict.text,
        "right": "您的文字",
    }
    return render(request, "meetings/minutes_conflict.html", context, status=409)


@require_POST
def minutes_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is in the form, as it is, for the editor alone."""
    kept = _keep(request, _editable(request, pk))
    return JsonResponse({"saved_at": f"{timezone.localtime(kept.saved_at):%H:%M}"})


def _keep(request: HttpRequest, minutes: Minutes) -> Autosave:
    fields = {
        name: [value.replace("\x00", "") for value in values]  # the database keeps no NUL
        for name, values in request.POST.lists()
        if name.isprintable() and name not in NOT_TYPED
    }
    version = request.POST.get("version", "")
    return services.autosave(
        minutes,
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else minutes.version,
        fields=fields,
        by=request.user,
    )


@require_POST
def minutes_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away what was kept for the editor."""
    minutes = _editable(request, pk)
    Autosave.objects.filter(minutes=minutes, editor=request.user.pk).delete()
    return redirect("meetings:minutes_edit", pk=pk)


@require_POST
def minutes_regenerate(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the opening anew, as the next draft."""
    minutes = _editable(request, pk)
    services.regenerate_opening(minutes, by=request.user)
    messages.success(request, "开头部分已按会议和议程重新生成，成为新的一稿。")
    return redirect("meetings:minutes_edit", pk=pk)


@require_GET
def minutes_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every saved draft to those who write minutes, and any two of them side by side."""
    minutes = _editable(request, pk)
    versions = list(minutes.versions.select_related("saved_by"))
    context: dict[str, Any] = {"minutes": minutes, "versions": versions}
    if versions:
        form = ComparisonForm(request.GET, minutes=minutes)
        context["form"] = form
        if form.is_valid():
            before, after = form.cleaned_data["before"], form.cleaned_data["after"]
            context |= {"before": before, "after": after, "changes": compare(before.content, after.content)}
    return render(request, "meetings/minutes_versions.html", context)
