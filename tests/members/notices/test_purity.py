"""The importer knows neither Django nor the database, so that it can be tested and reused without them."""

import ast
from pathlib import Path

import members.notices

HERE = Path(members.notices.__file__).parent


def test_the_package_imports_itself_and_libraries_only() -> None:
    modules = sorted(HERE.glob("*.py"))
    assert len(modules) > 20
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                assert top not in {"django", "meetings", "duties", "jointmeeting"}, f"{path.name}: {name}"
                assert top != "members" or name.startswith("members.notices"), f"{path.name}: {name}"


def test_no_rule_names_a_place_or_a_unit_of_a_seed() -> None:
    places = ["张北", "德江", "宁波", "乐清", "樂清", "陈仓", "宝鸡", "贵州", "河北", "浙江", "陕西"]
    units = ["银保监管组", "社情民意", "公积金管理中心", "海洋与渔业", "人力社保", "教体局", "大数据"]
    for path in HERE.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in places + units if word in text], path.name
