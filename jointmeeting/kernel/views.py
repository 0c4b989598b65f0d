"""The one view behind every act of every app: show what will happen, then do it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.generic import View

from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.forms import ActForm
from jointmeeting.kernel.workflow import Transition, Workflow


class TransitionView(View):
    """GET asks, POST performs. Fetches through `visible_to`, so another body's object is a 404."""

    workflow: Workflow = None  # type: ignore[assignment]  # set by as_view
    transition: Transition = None  # type: ignore[assignment]  # likewise
    form_class: type[ActForm] = ActForm
    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fetch the object the person may see; who may never do this is told before any form."""
        visible = self.workflow.model._default_manager.visible_to(request.user)  # type: ignore[attr-defined]
        self.object = get_object_or_404(visible, pk=kwargs["pk"])
        refusal = self.workflow.refusal(self.object, self.transition, request.user)
        if isinstance(refusal, Forbidden):
            raise refusal
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refused:
            refused.back_url = self.object.get_absolute_url()
            raise

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the question, or the reason why there is none."""
        if refusal := self.workflow.refusal(self.object, self.transition, request.user):
            raise refusal
        return self._page(self._form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Perform and go back to the object; a refusal stands above what was typed, which stays."""
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            self._perform(form)
        except Forbidden:
            raise
        except Refused as refusal:
            if not form.has_typed_text:
                raise
            form.add_error(None, refusal.in_full)
            return self._page(form, status=refusal.status)
        messages.success(request, form.success())
        return redirect(self.object.get_absolute_url())

    def _perform(self, form: ActForm) -> None:
        request, data = self.request, dict(form.cleaned_data)
        self.workflow.perform(
            self.object,
            self.transition.name,
            by=request.user,
            comment=data.pop("comment", ""),
            request_key=data.pop("request_key"),
            data={**data, "address": request.META.get("REMOTE_ADDR", "")},
        )

    def _form(self, *args: Any, **kwargs: Any) -> ActForm:
        return self.form_class(*args, transition=self.transition, obj=self.object, user=self.request.user, **kwargs)

    def _page(self, form: ActForm, *, status: int = 200) -> HttpResponse:
        context = {"object": self.object, "transition": self.transition, "form": form}
        return render(self.request, form.page, context, status=status)


def act_urls(workflow: Workflow, prefix: str, forms: dict[str, type[ActForm]] | None = None) -> list[URLPattern]:
    """Return one URL an act: `<prefix>/<pk>/<name>/`, named `<model>_<name>`."""
    routes = []
    for row in workflow.transitions.values():
        if row.by_system:
            continue
        view = TransitionView.as_view(
            workflow=workflow, transition=row, form_class=(forms or {}).get(row.name, ActForm)
        )
        slug = row.name.rstrip("_").replace("_", "-")
        routes.append(path(f"{prefix}/<int:pk>/{slug}/", view, name=row.permission.replace(".", "_")))
    return routes
