"""The rules about the code itself. Each takes a folder of source and returns what stands against it, as "file:line what".

Nothing here imports the code it looks at, so every rule can be shown a planted violation in a folder of its own.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LONGEST_FUNCTION = 30  # lines, without the docstring
LONGEST_FILE = 300
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff"}
MANAGER_WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ROW_WRITES = {"save", "delete"}
_QUERYSET = re.compile(r"\bobjects\b|\.(filter|exclude|all)\(")
_WRITING_SQL = re.compile(
    r"\s*(INSERT\s+INTO|UPDATE\s+\w+.*\bSET\b|DELETE\s+FROM|TRUNCATE|COPY\s+\w+.*\bFROM\b)", re.IGNORECASE | re.DOTALL
)
_TEMPLATE_NAME = re.compile(r"[\w/.-]+\.html")


def source_files(root: Path) -> Iterator[tuple[str, ast.Module, str]]:
    """Every module that is no test and no migration: its path below the root, its tree, its text."""
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root)
        if not {"tests", "migrations"} & set(place.parts) and place.name != "conftest.py":
            text = path.read_text()
            yield str(place), ast.parse(text), text


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, str(getattr(node.func, "attr", None) or getattr(node.func, "id", ""))


def writes_outside_actions(root: Path) -> list[str]:
    """Only `actions.py`, or a module of a package `actions`, and models write to the database."""
    return [
        f"{place}:{line} writes to the database"
        for place, tree, _ in source_files(root)
        if not _may_write(place)
        for line in _writing_lines(tree)
    ]


def _may_write(place: str) -> bool:
    *folders, name = place.split("/")
    return name in {"actions.py", "models.py"} or "actions" in folders


def _writing_lines(tree: ast.Module) -> Iterator[int]:
    for call, name in calls(tree):
        of_rows = name in ROW_WRITES and isinstance(call.func, ast.Attribute) and not call.args
        of_many = name == "update" and bool(_QUERYSET.search(ast.unparse(call.func)))
        if name in MANAGER_WRITES or of_rows or of_many:
            yield call.lineno
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _WRITING_SQL.match(node.value):
            yield node.lineno


def users_of(word: str, root: Path) -> set[str]:
    """The modules that call a function of that name."""
    return {place for place, tree, _ in source_files(root) for _, name in calls(tree) if name == word}


def queries_in_doors(root: Path) -> list[str]:
    """Doors reach rows through a room's access and queries, never by a model's manager or by SQL."""
    return [
        f"{place}:{node.lineno} asks the database itself"
        for place, tree, _ in source_files(root)
        if place.startswith("doors/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "cursor"}
    ]


def long_functions(root: Path) -> list[str]:
    """Functions of more than 30 lines, the docstring not counted."""
    return [
        f"{place}:{node.lineno} {node.name} has {lines} lines"
        for place, tree, _ in source_files(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := _lines_of(node)) > LONGEST_FUNCTION
    ]


def _lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        whole -= (first.end_lineno or 0) - first.lineno + 1
    return whole


def long_files(root: Path, suffixes: Iterable[str] = (".py",)) -> list[str]:
    """Files of more than 300 lines, tests and migrations included."""
    found = []
    for path in sorted(root.rglob("*")):
        if path.suffix in suffixes and "migrations" not in path.parts:
            lines = len(path.read_text().splitlines())
            if lines > LONGEST_FILE:
                found.append(f"{path.relative_to(root)}:1 has {lines} lines")
    return found


def drawers(root: Path) -> list[str]:
    """Modules and packages whose name says nothing of what is in them."""
    return [
        f"{path.relative_to(root)}:1 is a drawer" for path in sorted(root.rglob("*")) if path.stem.lower() in DRAWERS
    ]


def stray_prints(root: Path, may_print: Iterable[str]) -> list[str]:
    """`print` belongs to commands: what a program of many people says goes to the log."""
    return [
        f"{place}:{call.lineno} prints"
        for place, tree, _ in source_files(root)
        if not place.endswith("commands.py") and not place.startswith(tuple(may_print))
        for call, name in calls(tree)
        if name == "print" and isinstance(call.func, ast.Name)
    ]


def unnamed_templates(root: Path) -> list[str]:
    """Templates that no view, no module and no other template names."""
    templates = {str(path.relative_to(path_of_templates)): path for path_of_templates, path in _templates(root)}
    named: set[str] = set()
    for path in [*templates.values(), *(root / place for place, _, _ in source_files(root))]:
        named |= {name for name in _TEMPLATE_NAME.findall(path.read_text()) if not path.as_posix().endswith("/" + name)}
    return [f"{templates[name].relative_to(root)}:1 is named nowhere" for name in sorted(set(templates) - named)]


def template_names(root: Path) -> set[str]:
    """Every template by the name that it is rendered under."""
    return {str(path.relative_to(folder)) for folder, path in _templates(root)}


def never_rendered(templates: set[str], loaded: set[str]) -> list[str]:
    """The templates that nothing loaded."""
    return sorted(templates - loaded)


def _templates(root: Path) -> Iterator[tuple[Path, Path]]:
    for folder in sorted(root.rglob("templates")):
        if "tests" not in folder.relative_to(root).parts:
            yield from ((folder, path) for path in sorted(folder.rglob("*.html")))


def unsafe_markup(root: Path) -> list[str]:
    """Templates obey the content security policy: no script, style or handler inside; nothing marked safe by hand."""
    forbidden = re.compile(
        r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|\|\s*safe\b|autoescape\s+false|javascript:"
    )
    return [
        f"{path.relative_to(root)}:{number} {found.group().strip()}"
        for _, path in _templates(root)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (found := forbidden.search(line))
    ]
