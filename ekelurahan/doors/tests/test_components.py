"""The components, the words of dates and numbers, and the weights of the files that pages load."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.http import QueryDict
from django.template import engines
from django.utils import translation

from ekelurahan.catalogue.workflow import Status
from ekelurahan.doors import formats
from ekelurahan.doors.answers import typed
from ekelurahan.doors.jinja import versioned

STATIC = Path(__file__).parents[1] / "static"


def drawn(call: str, **words: object) -> str:
    engine = engines["jinja2"]
    return str(engine.from_string('{% import "components.html" as ui %}{{ ' + call + " }}").render(words))


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_word_and_an_icon(status: Status) -> None:
    tag = drawn("ui.status_tag(status)", status=status.value)
    assert status.label in tag
    assert "<svg" in tag
    assert 'aria-hidden="true"' in tag


def test_a_field_in_error_names_its_message_and_its_hint() -> None:
    field = drawn("ui.input('nik', 'NIK', '12', hint='16 angka', error='NIK harus 16 angka')")
    assert 'aria-describedby="nik-hint nik-error"' in field
    assert 'aria-invalid="true"' in field
    assert '<label for="nik">NIK</label>' in field


def test_what_people_typed_is_never_markup() -> None:
    field = drawn("ui.input('x', label, value)", label="<b>", value='"><script>')
    assert "<script>" not in field
    assert "<b>" not in field


def test_options_are_numbered_for_the_keyboard() -> None:
    group = drawn("ui.radios('a', 'Agama', options)", options=[(str(n), f"Pilihan {n}") for n in range(12)])
    assert group.count("data-key=") == 9
    assert group.count("<kbd") == 9


def test_a_suggestion_or_a_free_text_comes_back_as_one_answer() -> None:
    group = drawn("ui.suggestions('purpose', 'Keperluan', ('Bank', 'Sekolah'), value='Umrah')")
    assert 'name="purpose-other" value="Umrah"' in group
    assert typed(QueryDict("purpose=Bank&purpose-other="))["purpose"] == "Bank"
    assert typed(QueryDict("purpose=&purpose-other=Umrah"))["purpose"] == "Umrah"
    assert typed(QueryDict("purpose-other=Umrah")) == {"purpose": "Umrah"}


def test_dates_numbers_and_durations_are_written_as_people_read_them() -> None:
    moment = datetime(2026, 11, 24, 2, 54, tzinfo=UTC)
    with translation.override("id"):
        assert formats.date_id(date(2026, 11, 24)) == "24 November 2026"
        assert formats.datetime_id(moment) == "24 November 2026, 09.54 WIB"
        assert [formats.minutes(n) for n in (0, 7, 60, 75, None)] == [
            "0 menit",
            "7 menit",
            "1 jam",
            "1 jam 15 menit",
            "–",
        ]
        assert formats.number(1_700_000) == "1.700.000"
        assert formats.filesize(2_411_724) == "2,3 MB"
        assert formats.filesize(1000) == "1 kB"
    with translation.override("en"):
        assert formats.datetime_id(moment) == "24 November 2026, 09:54 WIB"
        assert formats.number(1_700_000) == "1,700,000"


def test_a_static_file_carries_the_hash_of_its_content() -> None:
    assert versioned("site.css").startswith("/static/site.css?v=")
    with pytest.raises(LookupError):
        versioned("tidak-ada.css")


@pytest.mark.parametrize(
    ("files", "most"), [(["site.css"], 8_000), (["app.js"], 6_600), (["app.js", "htmx.min.js"], 20_000)]
)
def test_what_pages_load_stays_within_its_budget(files: list[str], most: int) -> None:
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in files) <= most
