"""The Jinja2 environment of all pages: macros are the components, texts go through gettext, undefined names are errors."""

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from ekelurahan.accounts.actor import Actor
from ekelurahan.areas.queries import area_of
from ekelurahan.catalogue.letter import Paragraph, Party
from ekelurahan.catalogue.workflow import Role, Status
from ekelurahan.doors import formats
from ekelurahan.doors.guard import actor_of
from ekelurahan.doors.navigation import menu_for
from ekelurahan.lib.told import Sentence

FILTERS = (
    formats.date_id,
    formats.letter_date,
    formats.time_id,
    formats.datetime_id,
    formats.iso,
    formats.minutes,
    formats.number,
    formats.mask_nik,
    formats.filesize,
)
KINDS_OF_AREA = {3: "Kecamatan", 4: "Kelurahan"}


def environment(**options: Any) -> Environment:
    """Built once by Django (TEMPLATES, OPTIONS.environment); `options` are Django's."""
    rules = options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "finalize": told}
    rules.pop("autoescape", None)
    env = Environment(autoescape=True, extensions=["jinja2.ext.i18n"], **rules)
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    env.globals.update(
        url=_url,
        static=versioned,
        language=formats.language,
        Role=Role,
        Status=Status,
        Party=Party,
        is_paragraph=lambda block: isinstance(block, Paragraph),
    )
    env.filters.update({rule.__name__: rule for rule in FILTERS})
    return env


def told(value: object) -> object:
    """What a page prints in place of a value: a sentence of a pure module in the reader's language, all else as it is."""
    return value.through(gettext) if isinstance(value, Sentence) else value


def page_context(request: HttpRequest) -> dict[str, object]:
    """What every page knows without asking: who reads it, its menu, whose site it is. A context processor."""
    actor = actor_of(request)
    return {
        "actor": actor,
        "menu": menu_for(actor.role if actor else None),
        "path": request.path,
        "place_name": _place_name(actor) if actor else "",
        "site_owner": getattr(settings, "SITE_OWNER", "Pemerintah Kota Palembang"),
        "demo": getattr(settings, "DEMO", False),
    }


def _place_name(actor: Actor) -> str:
    """Kelurahan Plaju Ulu, Kecamatan Plaju, Kota Palembang: where this person's right holds."""
    area = area_of(actor.area_code)
    kind = KINDS_OF_AREA.get(area.level, "")
    return f"{kind} {area.local_name}".strip()


@cache
def versioned(path: str) -> str:
    """The address of a static file with its content's hash: browsers may keep it for a year and still see a new one."""
    found = find(path)
    if not found:
        msg = f"no such static file: {path}"
        raise LookupError(msg)
    return f"{static(path)}?v={hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:10]}"


@lru_cache(maxsize=2048)  # the addresses of a menu or of 107 offices are the same on every page
def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
