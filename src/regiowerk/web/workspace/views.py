"""Register runs, for operators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from regiowerk.registers import queries as registers
from regiowerk.web.account.access import operators_only
from regiowerk.web.directory import sources
from regiowerk.web.request import wants_part
from regiowerk.web.workspace import words

RUNS_SHOWN = 50


@require_safe
@operators_only
def runs(request: HttpRequest) -> HttpResponse:
    context = {"runs": registers.runs(RUNS_SHOWN), "titles": sources.titles()}
    return render(request, "workspace/runs.html", context)


@require_safe
@operators_only
@vary_on_headers("HX-Request")
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    report = registers.run_report(run_id)
    if report is None:
        raise Http404(str(run_id))
    context = {
        "report": report,
        "title": sources.titles().get(report.source, {}),
        "left_out": words.counts(report.left_out),
        "refused": words.counts(report.refused),
    }
    template = "workspace/run_part.html" if wants_part(request) else "workspace/run.html"
    return render(request, template, context)
