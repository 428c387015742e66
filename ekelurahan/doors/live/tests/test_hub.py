"""The hub without a database: areas, slow listeners, nonsense."""

import asyncio

from ekelurahan.doors.live.hub import LOOK_AGAIN, QUEUE_SIZE, Hub, Listener


def hub_with(*listeners: Listener) -> Hub:
    hub = Hub(lambda: "")
    hub.listeners.update(listeners)
    return hub


def test_only_those_whose_area_holds_the_office_are_told() -> None:
    kelurahan, kecamatan, other = Listener(5, 5), Listener(0, 9), Listener(6, 9)
    hub_with(kelurahan, kecamatan, other).spread('{"kelurahan": 5}')
    assert [listener.news.qsize() for listener in (kelurahan, kecamatan, other)] == [1, 1, 0]


def test_nonsense_is_told_to_nobody() -> None:
    listener = Listener(0, 9)
    for payload in ("", "5", "[]", "{}", '{"kelurahan": "x"}', '{"kelurahan": null}'):
        hub_with(listener).spread(payload)
    assert listener.news.empty()


def test_one_who_is_too_slow_forgets_and_looks_again() -> None:
    listener = Listener(0, 9)
    for number in range(QUEUE_SIZE + 1):
        listener.tell(f"{number}")
    assert listener.news.qsize() == 1
    assert asyncio.run(listener.news.get()) == LOOK_AGAIN
