"""`manage.py import_notice`."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SEED = Path(__file__).parent / "seeds" / "yueqing-2019.txt"


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_notice", *arguments, stdout=out)
    return out.getvalue()


def test_the_reading_is_printed_for_people() -> None:
    text = printed(str(SEED))
    assert "文号：乐政办函〔2019〕16号" in text and "牵头单位：市民政局" in text
    assert "主持：（通知未规定）" in text and "请核对 [noise_removed]" in text


def test_the_reading_is_printed_as_json() -> None:
    reading = json.loads(printed(str(SEED), "--json"))
    evidence = reading["evidence"]["lead_unit"]
    assert reading["text"][evidence["start"] : evidence["end"]] == evidence["quote"]
    assert "牽頭單位" in evidence["quote"] and reading["script"] == "hant"


def test_a_refused_text_tells_why(tmp_path: Path) -> None:
    contract = tmp_path / "合同.txt"
    contract.write_text(
        "租赁合同\n一、租金每月一千元。\n二、租期一年，双方签字后生效，一式两份，各执一份，望共同遵守执行。"
    )
    with pytest.raises(CommandError, match="不是社会救助联席会议的通知"):
        printed(str(contract))
    assert "不是社会救助联席会议的通知" in json.loads(printed(str(contract), "--json"))["refused"]


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match="打不开文件“没有.txt”"):
        printed("没有.txt")
