"""Reading what happened."""

from uuid import UUID, uuid4

import pytest

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.actions import update_resident
from ekelurahan.residents.events.actions.families import relocate, split_card
from ekelurahan.residents.events.actions.mending import undo
from ekelurahan.residents.events.actions.vital import report_missing
from ekelurahan.residents.events.entries import Address, Founding
from ekelurahan.residents.events.queries import Span, event_page, history_of, history_of_family, journal
from ekelurahan.residents.models import Event, Resident
from ekelurahan.residents.tests.household import NEW_CARD, Household, household, row, told
from ekelurahan.tests.people import PLAJU_DARAT, PLAJU_ULU, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(at_work: Town) -> Household:
    home = household()
    relocate(home.card, Address("Jl. Baru 1", "009", "001"), kelurahan_id=PLAJU_ULU, told=told(), by=at_work.operator)
    split_card(home.card, Founding(NEW_CARD, home.rani), kelurahan_id=PLAJU_ULU, told=told(), by=at_work.operator)
    relocate(home.card, Address("Jl. Baru 2", "008", "001"), kelurahan_id=PLAJU_ULU, told=told(), by=at_work.operator)
    return home


def test_a_history_holds_what_happened_to_the_card_while_one_stood_on_it(home: Household) -> None:
    kinds = [story.event.kind for story in history_of(home.rani, kelurahan_id=PLAJU_ULU)]
    assert kinds == ["split_card", "relocate", "enrol"]
    kinds = [story.event.kind for story in history_of(home.joko, kelurahan_id=PLAJU_ULU)]
    assert kinds == ["relocate", "relocate", "enrol"]


def test_a_story_tells_before_and_after_by_whom_and_of_whom(home: Household, at_work: Town) -> None:
    story = history_of(home.rani, kelurahan_id=PLAJU_ULU)[0]
    new_card = row(home.rani).family_card_id
    changes = {change.column: (change.before, change.after) for change in story.changes}
    assert changes["family_relation"] == ("child", "head")
    assert changes["family_card_id"] == (str(home.card), str(new_card))
    assert story.event.officer == at_work.operator.name
    assert story.names[home.rani] == "RANI HAMZAH"
    assert story.names[new_card] == "990101********88"


def test_the_history_of_a_card_is_its_own(home: Household) -> None:
    kinds = [story.event.kind for story in history_of(home.card, kelurahan_id=PLAJU_ULU)]
    assert kinds == ["relocate", "relocate", "enrol"]


def test_the_history_of_a_family_holds_what_happened_while_people_stood_there(home: Household) -> None:
    def kinds(card_id: UUID, members: list[UUID]) -> list[str]:
        found, has_more = history_of_family(card_id, members, kelurahan_id=PLAJU_ULU, limit=20)
        assert not has_more
        return [story.event.kind for story in found]

    update_resident(row(home.joko), {"blood_group": "O"}, by=None)
    assert kinds(home.card, [home.joko]) == ["correct", "relocate", "relocate", "enrol", "enrol"]
    new_card = row(home.rani).family_card_id
    assert kinds(new_card, [home.rani]) == ["split_card"]
    assert kinds(home.card, [home.rani]) == ["relocate", "split_card", "relocate", "enrol", "enrol"]


def test_an_undone_event_says_by_which(home: Household) -> None:
    missing = report_missing(home.ijah, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    undoing = undo(missing.id, kelurahan_id=PLAJU_ULU, told=told(), by=None)
    story = event_page(missing.id, kelurahan_id=PLAJU_ULU)
    assert story is not None
    assert story.undone_by == undoing
    assert [change.column for change in story.changes] == ["life_status"]
    assert event_page(uuid4(), kelurahan_id=PLAJU_ULU) is None
    with office_scope(PLAJU_DARAT):
        assert event_page(missing.id, kelurahan_id=PLAJU_ULU) is None


def test_the_journal_goes_back_page_by_page(home: Household) -> None:
    everything = [story.event.id for story in journal(PLAJU_ULU, Span(), limit=100)]
    assert len(everything) == Event.objects.count()
    pages, before = [], None
    while page := journal(PLAJU_ULU, Span(), limit=3, before=before):
        pages += [story.event.id for story in page]
        before = pages[-1]
    assert pages == everything


def test_the_journal_is_asked_by_kind_and_by_days(home: Household) -> None:
    moves = journal(PLAJU_ULU, Span(kind="relocate"))
    assert [story.event.kind for story in moves] == ["relocate", "relocate"]
    day = moves[0].event.reported_on
    assert len(journal(PLAJU_ULU, Span(day, day))) == Event.objects.count()
    assert journal(PLAJU_ULU, Span(since=day.replace(year=day.year + 1))) == []
    assert journal(PLAJU_ULU, Span(until=day.replace(year=day.year - 1))) == []


def test_a_history_takes_few_queries_however_long_it_is(home: Household, django_assert_max_num_queries: object) -> None:
    for number in range(10):
        update_resident(row(home.joko), {"name": f"JOKO {'I' * number}"}, by=None)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(history_of(home.joko, kelurahan_id=PLAJU_ULU)) == 13
    assert Resident.objects.exists()
