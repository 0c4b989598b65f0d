"""Chencang's 27 measures become assignments, word for word, with every name of the bracket kept."""

import pytest

from duties import services
from duties.models import Assignment, Part, SourceKind
from jointmeeting.kernel.errors import Forbidden, Refused
from tests.factories import Office
from tests.subjects import browser


def test_all_names_of_every_bracket_are_kept(chencang: Office) -> None:
    assert services.load_measures(chencang.body, due_on=None, by=chencang.staff) == 27
    measures = chencang.body.charter.record.measures
    for row, measure in zip(Assignment.objects.order_by("pk"), measures, strict=True):
        names = {row.lead_unit.name, *(part.label for part in row.parts.all())}
        group = {services.TOWNS} if measure.towns else set()
        assert names == {*measure.units, *measure.collective, *group}
        assert (row.title, row.source) == (measure.title, f"宝陈政办发〔2022〕45号 {measure.clause}")
        assert row.text.startswith(measure.text)
        assert measure.printed_units in row.text
        assert row.due_on is None
    towns = Part.objects.filter(label=services.TOWNS)
    assert towns.count() == sum(measure.towns for measure in measures)
    assert not towns.exclude(unit=None).exists()
    flagged = {part.label for part in Part.objects.filter(unit=None)}
    assert {services.TOWNS, "区委文明办", "区纪委"} <= flagged


def test_loading_twice_opens_nothing(chencang: Office) -> None:
    services.load_measures(chencang.body, due_on=None, by=chencang.staff)
    with pytest.raises(Refused, match="已全部载入"):
        services.load_measures(chencang.body, due_on=None, by=chencang.staff)
    assert Assignment.objects.filter(source_kind=SourceKind.MEASURE).count() == 27


def test_what_is_no_unit_here_is_flagged_on_the_page(chencang: Office) -> None:
    services.load_measures(chencang.body, due_on=None, by=chencang.staff)
    row = Part.objects.filter(label=services.TOWNS)[0].assignment
    page = browser(chencang.staff).get(row.get_absolute_url()).content.decode()
    assert "未对应到单位，请在“安排配合分工”中对应" in page
    assert "未定期限" in page


def test_only_the_office_loads_them(chencang: Office) -> None:
    with pytest.raises(Forbidden):
        services.load_measures(chencang.body, due_on=None, by=chencang.liaison)
    assert not Assignment.objects.exists()
