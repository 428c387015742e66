"""Each rule finds a violation planted for it, and leaves alone what only looks like one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from ekelurahan.catalogue.workflow import Role
from ekelurahan.doors.guard import only, public
from ekelurahan.tests.house_rules import rules
from ekelurahan.tests.house_rules.routes import routes, unguarded

Rule = Callable[[Path], list[str]]
prints = partial(rules.stray_prints, may_print=("config/",))


def planted(root: Path, place: str, text: str) -> Path:
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return root


def long_function(lines: int, docstring: str = "") -> str:
    return "def f():\n" + docstring + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("rule", "place", "text"),
    [
        (rules.writes_outside_actions, "doors/desk/views.py", "Letter.objects.create(number=1)"),
        (rules.writes_outside_actions, "letters/queries.py", "Letter.objects.filter(id=1).update(number=2)"),
        (rules.writes_outside_actions, "letters/queries.py", "letter.save(update_fields=['number'])"),
        (rules.writes_outside_actions, "letters/access.py", "letter.events.all().delete()"),
        (rules.writes_outside_actions, "letters/access.py", "application.events.create(act='x')"),
        (rules.writes_outside_actions, "audit/queries.py", "Entry.objects.bulk_create([])"),
        (rules.writes_outside_actions, "audit/queries.py", "Entry.objects.get_or_create(seq=1)"),
        (rules.writes_outside_actions, "audit/queries.py", 'cursor.execute("UPDATE audit_entry SET seq = 1")'),
        (
            rules.writes_outside_actions,
            "audit/queries.py",
            'cursor.execute("""\n  INSERT INTO audit_entry VALUES (1)""")',
        ),
        (rules.writes_outside_actions, "audit/queries.py", 'cursor.execute("delete from audit_entry")'),
        (rules.queries_in_doors, "doors/desk/views.py", "rows = Letter.objects.all()"),
        (rules.queries_in_doors, "doors/desk/views.py", "connection.cursor()"),
        (rules.long_functions, "letters/queries.py", long_function(31)),
        (
            rules.long_functions,
            "letters/queries.py",
            "class A:\n    async " + long_function(31).replace("\n", "\n    "),
        ),
        (rules.long_files, "letters/queries.py", "x = 1\n" * 301),
        (rules.long_files, "letters/tests/test_x.py", "x = 1\n" * 301),
        (rules.drawers, "letters/utils.py", ""),
        (rules.drawers, "letters/Helpers/__init__.py", ""),
        (rules.drawers, "doors/misc.html", ""),
        (prints, "letters/queries.py", "print('here')"),
        (rules.unnamed_templates, "doors/desk/templates/desk/lonely.html", "<p>lonely</p>"),
        (rules.unsafe_markup, "doors/templates/a.html", "<script>alert(1)</script>"),
        (rules.unsafe_markup, "doors/templates/a.html", '<p style="color: red">'),
        (rules.unsafe_markup, "doors/templates/a.html", '<p onclick="go()">'),
        (rules.unsafe_markup, "doors/templates/a.html", "{{ name | safe }}"),
        (rules.unsafe_markup, "doors/templates/a.html", "{% autoescape false %}"),
    ],
)
def test_a_planted_violation_is_found(rule: Rule, place: str, text: str, tmp_path: Path) -> None:
    assert len(found := rule(planted(tmp_path, place, text))) >= 1
    assert found[0].startswith(place.removesuffix("/__init__.py"))


@pytest.mark.parametrize(
    ("rule", "place", "text"),
    [
        (rules.writes_outside_actions, "letters/actions.py", "Letter.objects.create(number=1)"),
        (rules.writes_outside_actions, "letters/actions/sealing.py", "letter.save()"),
        (rules.writes_outside_actions, "letters/tests/test_x.py", "letter.save()"),
        (rules.writes_outside_actions, "letters/migrations/0001.py", "letter.save()"),
        (rules.writes_outside_actions, "letters/qr.py", "image.save(buffer, 'PNG')"),
        (rules.writes_outside_actions, "letters/qr.py", "found.update({1: 2}); digest.update(b'x')"),
        (rules.writes_outside_actions, "letters/qr.py", "text = 'Update the office'"),
        (rules.queries_in_doors, "letters/queries.py", "Letter.objects.all()"),
        (rules.long_functions, "letters/queries.py", long_function(30)),
        (rules.long_functions, "letters/queries.py", long_function(30, '    """Says\n    a lot."""\n')),
        (rules.long_files, "letters/queries.py", "x = 1\n" * 300),
        (rules.drawers, "letters/number.py", ""),
        (prints, "letters/commands.py", "print('done')"),
        (prints, "config/cli.py", "print('done')"),
        (rules.unsafe_markup, "doors/templates/a.html", '<script src="/static/app.js" defer></script>'),
    ],
)
def test_what_only_looks_like_one_is_left_alone(rule: Rule, place: str, text: str, tmp_path: Path) -> None:
    assert rule(planted(tmp_path, place, text)) == []


def test_a_template_named_by_a_view_or_by_another_template_is_known(tmp_path: Path) -> None:
    planted(tmp_path, "doors/desk/templates/desk/page.html", '{% include "desk/_part.html" %}')
    planted(tmp_path, "doors/desk/templates/desk/_part.html", "part of desk/_part.html")
    planted(tmp_path, "doors/desk/views.py", 'render(request, "desk/page.html")')
    assert rules.unnamed_templates(tmp_path) == []
    assert rules.template_names(tmp_path) == {"desk/page.html", "desk/_part.html"}


def test_who_says_a_word_is_found(tmp_path: Path) -> None:
    planted(tmp_path, "doors/desk/views.py", "with scope.all_offices():\n    pass")
    planted(tmp_path, "letters/queries.py", "with all_offices() as area:\n    pass")
    planted(tmp_path, "areas/scope.py", "def all_offices(): pass")
    assert rules.users_of("all_offices", tmp_path) == {"doors/desk/views.py", "letters/queries.py"}


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


PATTERNS: list[URLPattern | URLResolver] = [
    path("a/", only(Role.LURAH)(page), name="guarded"),
    path("b/", public(page), name="listed"),
    path("c/", include([path("d/", page, name="forgotten"), path("e/", public(page), name="unlisted")])),
]


def test_a_page_without_roles_is_found_also_deep_inside() -> None:
    found = list(routes(PATTERNS))
    assert [(route.path, route.roles) for route in found] == [
        ("a/", ("lurah",)),
        ("b/", ()),
        ("c/d/", None),
        ("c/e/", ()),
    ]
    assert unguarded(found, {"listed"}) == [
        "/c/d/  forgotten  nobody said who may enter",
        "/c/e/  unlisted  everybody",
    ]


def test_a_public_page_that_is_gone_leaves_the_list() -> None:
    assert unguarded(routes(PATTERNS[:1]), {"listed"}) == ["listed is no public page"]


def test_a_template_that_no_test_renders_is_found() -> None:
    assert rules.never_rendered({"a.html", "b.html"}, {"a.html", "elsewhere.html"}) == ["b.html"]
