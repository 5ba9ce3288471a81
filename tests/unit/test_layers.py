"""The house keeps its order: imports point down, and each library is used where it belongs."""
import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What a part may import from; everything else above it is out of its reach.
BELOW = {
    "text": set(),
    "reading": {"text"},
    "corpus": {"text", "reading"},
    "comparison": {"text", "reading", "corpus"},
    "charts": {"text", "reading", "corpus", "comparison"},
    "export": {"text", "reading", "corpus", "comparison", "charts"},
    "serving": {"text", "reading", "corpus"},
    "ui": {"text", "reading", "corpus", "comparison", "charts", "export"},
}
# A library and the parts of the house that may import it.
BELONGS = {
    "streamlit": {"ui", "serving", "router.py"},
    "plotly": {"charts"},
    "duckdb": {"corpus"},
    "pyarrow": {"corpus"},
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def files(part: str) -> list[Path]:
    return sorted((ROOT / "components" / part).rglob("*.py"))


@pytest.mark.parametrize("part", BELOW)
def test_imports_only_point_down(part):
    upward = {
        (path.name, name)
        for path in files(part)
        for name in imports(path)
        if name.startswith("components.") and (other := name.split(".")[1]) != part and other not in BELOW[part]
    }
    assert files(part), part
    assert not upward


@pytest.mark.parametrize("library", BELONGS)
def test_a_library_is_used_only_where_it_belongs(library):
    strangers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "components").rglob("*.py")
        for name in imports(path)
        if name.split(".")[0] == library and path.relative_to(ROOT / "components").parts[0] not in BELONGS[library]
    }
    assert not strangers


def test_pages_are_short_and_neither_parse_nor_count_nor_ask_in_sql():
    for path in (ROOT / "pages").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 100, path
        assert not {name.split(".")[0] for name in imports(path)} & {"re", "duckdb", "ibis", "pandas", "plotly"}, path
