"""Logging in: one message for every failure, throttled by name and by address; sessions that end when they should."""

from datetime import timedelta

import pytest
from django.conf import settings as house
from django.db import connection

from ekelurahan.accounts.actions import (
    FAILURES_PER_ADDRESS,
    FAILURES_PER_NAME,
    FAILURES_PER_NAME_ANYWHERE,
    Device,
    LoginRefused,
    NewUser,
    PasswordWrong,
    add_user,
    confirm_password,
    count_attempt,
    end_posting,
    log_in,
    log_out,
    note_seen,
    post,
    revoke_session,
)
from ekelurahan.accounts.models import Posting, Session, Throttle, User
from ekelurahan.accounts.queries import actor_of, holders, sessions_of
from ekelurahan.accounts.sessions import actor_for_token, find_session, hash_of, posting_holds
from ekelurahan.catalogue.workflow import Role
from ekelurahan.lib.now import now
from ekelurahan.tests.people import PASSWORD, PLAJU_DARAT, PLAJU_ULU, Town

DEVICE = Device("10.0.0.7", "Firefox")
WRONG = "bukan-kata-sandinya"
OLD = timedelta(minutes=16)


def refusal(username: str, password: str = WRONG, device: Device = DEVICE) -> str:
    with pytest.raises(LoginRefused) as refused:
        log_in(username, password, device=device)
    return str(refused.value)


def test_the_right_words_open_a_session(town: Town) -> None:
    actor = actor_for_token(log_in(" Oki ", PASSWORD, device=DEVICE))
    assert actor is not None
    assert (actor.username, actor.role, actor.kelurahan_id) == ("oki", Role.OPERATOR, PLAJU_ULU)
    assert (actor.address, actor.user_agent) == ("10.0.0.7", "Firefox")
    assert actor.posting_id == town.operator.posting_id


def test_every_failure_sounds_the_same(town: Town) -> None:
    User.objects.filter(username="kota").update(is_active=False)
    add_user(NewUser("tanpa", "Tanpa Kata Sandi"))
    said = {refusal("oki"), refusal("nobody"), refusal("kota", PASSWORD), refusal("tanpa", ""), refusal("", "")}
    assert said == {"Nama pengguna atau kata sandi salah. Periksa lagi, lalu coba masuk."}
    assert not Session.objects.exists()


@pytest.mark.parametrize("username", ["oki", "nobody"])
def test_guessing_one_name_is_throttled_whether_it_exists_or_not(username: str, town: Town) -> None:
    said = [refusal(username) for _ in range(FAILURES_PER_NAME)]
    assert len(set(said)) == 1
    assert "Terlalu banyak" in refusal(username, PASSWORD)


def test_a_stranger_who_guesses_locks_nobody_out(town: Town) -> None:
    for _ in range(FAILURES_PER_NAME + 1):
        refusal("oki", device=Device("10.0.2.1"))
    assert log_in("oki", PASSWORD, device=DEVICE)


def test_many_strangers_who_guess_one_name_are_throttled_together(town: Town) -> None:
    for _ in range(FAILURES_PER_NAME_ANYWHERE):
        count_attempt("login:oki", limit=999, window=OLD)
    assert "Terlalu banyak" in refusal("oki", PASSWORD, Device("10.0.3.1"))


def test_writing_the_name_differently_is_the_same_name(town: Town) -> None:
    for spelling in ("oki", " oki", "OKI", "Oki  ", "\toki", "oKi", "oki ", "okI"):
        refusal(spelling)
    assert "Terlalu banyak" in refusal("oki", PASSWORD)


def test_trying_many_names_from_one_place_is_throttled(town: Town) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        count_attempt(f"login:{DEVICE.address}", limit=99, window=OLD)
    assert "Terlalu banyak" in refusal("somebody-new")
    assert log_in("oki", PASSWORD, device=Device("10.9.9.9"))


def test_after_a_quarter_of_an_hour_one_may_try_again(town: Town) -> None:
    for _ in range(FAILURES_PER_NAME):
        refusal("oki")
    Throttle.objects.update(window_started_at=now() - OLD)
    assert log_in("oki", PASSWORD, device=DEVICE)


def test_what_is_counted_holds_no_name_and_no_address(town: Town) -> None:
    refusal("oki")
    kept = b"".join(bytes(row.key) for row in Throttle.objects.all())
    assert Throttle.objects.count() == 3
    assert b"oki" not in kept
    assert b"10.0.0.7" not in kept


def test_attempts_are_counted_up_to_the_limit(db: None) -> None:
    allowed = [count_attempt("test", limit=3, window=OLD) for _ in range(5)]
    assert allowed == [True, True, True, False, False]
    Throttle.objects.update(window_started_at=now() - 2 * OLD)
    assert count_attempt("test", limit=3, window=OLD)


def test_passwords_and_tokens_are_kept_as_hashes_only(town: Town) -> None:
    token = log_in("oki", PASSWORD, device=DEVICE)
    user = User.objects.get(username="oki")
    assert user.password.startswith("argon2$argon2id$")
    assert PASSWORD not in user.password
    assert bytes(Session.objects.get().token_hash) == hash_of(token)
    assert len(token) >= 43, "256 bits"
    add_user(NewUser("baru", "Orang Baru", "kata-sandi-yang-lain"))
    assert User.objects.get(username="baru").password.startswith("argon2$argon2id$")


def test_a_session_ends_by_time_by_logging_out_and_with_the_account(town: Town) -> None:
    one, two, three = (log_in("oki", PASSWORD, device=DEVICE) for _ in range(3))
    Session.objects.filter(token_hash=hash_of(one)).update(expires_at=now() - timedelta(hours=1))
    assert actor_for_token(one) is None
    log_out(two)
    assert actor_for_token(two) is None
    assert actor_for_token(three) is not None
    User.objects.filter(username="oki").update(is_active=False)
    assert actor_for_token(three) is None
    assert actor_for_token("") is None
    assert actor_for_token("guessed") is None


def test_a_session_lasts_as_long_as_the_setting_says(town: Town) -> None:
    log_in("oki", PASSWORD, device=DEVICE)
    session = Session.objects.get()
    assert session.expires_at - session.created_at == timedelta(hours=house.SESSION_HOURS)


def test_expired_sessions_are_cleared_at_the_next_login(town: Town) -> None:
    log_in("oki", PASSWORD, device=DEVICE)
    Session.objects.update(expires_at=now() - timedelta(seconds=1))
    log_in("oki", PASSWORD, device=DEVICE)
    assert Session.objects.count() == 1


def test_one_ends_ones_own_sessions_and_nobody_elses(town: Town) -> None:
    phone, desk, other = (log_in(name, PASSWORD, device=DEVICE) for name in ("oki", "oki", "opan"))
    actor = actor_for_token(desk)
    assert actor is not None
    lines = sessions_of(actor)
    assert [line.is_this_one for line in lines].count(True) == 1
    assert len(lines) == 2
    lost = next(line.id for line in lines if not line.is_this_one)
    stranger = Session.objects.get(token_hash=hash_of(other)).id
    assert revoke_session(lost, by=actor)
    assert not revoke_session(stranger, by=actor)
    assert actor_for_token(phone) is None
    assert actor_for_token(other) is not None


def test_a_posting_ends_at_its_second(town: Town) -> None:
    token = log_in("oki", PASSWORD, device=DEVICE)
    posting = Posting.objects.get(id=town.operator.posting_id)
    end_posting(posting, at=now() + timedelta(hours=1))
    assert actor_for_token(token) is not None
    assert posting_holds(posting.id)
    end_posting(posting, at=now() - timedelta(hours=1))  # the test's transaction is younger than that
    assert actor_for_token(token) is None
    assert not posting_holds(posting.id)


def test_a_posting_does_not_begin_before_its_day(town: Town) -> None:
    user = add_user(NewUser("calon", "Calon Lurah", PASSWORD))
    posting = post(user, Role.LURAH, "16.71.14.1001", starts_at=now() + timedelta(days=1))
    assert actor_for_token(log_in("calon", PASSWORD, device=DEVICE)) is None
    assert not posting_holds(posting.id)
    assert "calon" not in [holder.name for holder in holders(Role.LURAH, PLAJU_ULU)]


def test_a_posting_needs_a_real_area(town: Town) -> None:
    user = User.objects.get(username="oki")
    for code in ("16.71.14.10", "plaju", "", "16.71.14.1001.1"):
        with pytest.raises(ValueError, match="wilayah"):
            post(user, Role.OPERATOR, code)


def test_who_holds_an_office_is_asked_by_area(town: Town) -> None:
    assert [holder.name for holder in holders(Role.LURAH, PLAJU_ULU)] == ["Lukman Hakim, S.IP., M.Si."]
    assert [holder.name for holder in holders(Role.LURAH, PLAJU_DARAT)] == ["Lina Marlina, S.STP."]
    assert len(holders(Role.CAMAT, PLAJU_ULU)) == len(holders(Role.CITY, PLAJU_DARAT)) == 1


def test_the_password_given_again_makes_the_session_fresh(town: Town) -> None:
    token = log_in("lukman", PASSWORD, device=DEVICE)
    Session.objects.update(confirmed_at=now() - timedelta(hours=2))
    actor = actor_for_token(token)
    assert actor is not None
    with pytest.raises(PasswordWrong, match="salah"):
        confirm_password(WRONG, by=actor)
    given = confirm_password(PASSWORD, by=actor)
    again = actor_for_token(token)
    assert again is not None
    assert again.confirmed_at == given


def test_guessing_the_confirmation_is_throttled_too(town: Town) -> None:
    for _ in range(FAILURES_PER_NAME):
        with pytest.raises(PasswordWrong):
            confirm_password(WRONG, by=town.lurah)
    with pytest.raises(LoginRefused, match="Terlalu banyak"):
        confirm_password(PASSWORD, by=town.lurah)


def test_a_session_is_noted_as_seen_only_now_and_then(town: Town) -> None:
    token = log_in("oki", PASSWORD, device=DEVICE)
    found = find_session(token)
    assert found is not None
    assert found[1] is False
    Session.objects.update(seen_at=now() - timedelta(minutes=6))
    found = find_session(token)
    assert found is not None
    assert found[1] is True
    note_seen(token)
    assert now() - Session.objects.get().seen_at < timedelta(seconds=10)


def test_finding_the_actor_takes_one_query(town: Town, django_assert_num_queries: object) -> None:
    token = log_in("oki", PASSWORD, device=DEVICE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        actor_for_token(token)


def test_a_long_browser_name_is_cut(town: Town) -> None:
    log_in("oki", PASSWORD, device=Device("::1", "x" * 5000))
    assert len(Session.objects.get().user_agent) == 200


def test_throttling_survives_no_crash_and_needs_no_log(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'accounts_throttle'")
        assert cursor.fetchone() == ("u",)


def test_an_actor_of_a_posting_has_just_confirmed(town: Town) -> None:
    posting = Posting.objects.select_related("user").get(id=town.camat.posting_id)
    actor = actor_of(posting)
    assert actor.kelurahan_id is None
    assert PLAJU_ULU in actor.area
    assert 1671130000 not in actor.area
