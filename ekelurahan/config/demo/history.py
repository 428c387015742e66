"""Some weeks of work, lived again with the real acts: every letter of the demo is numbered, sealed and verifiable."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from ekelurahan.applications import actions
from ekelurahan.applications.actions import Confirmation, NewRequest, Remark
from ekelurahan.applications.composition import content_of
from ekelurahan.applications.models import Application
from ekelurahan.areas.scope import office_scope
from ekelurahan.catalogue.registry import get_product
from ekelurahan.catalogue.workflow import Status
from ekelurahan.config.demo.officers import Staff, with_fresh_password
from ekelurahan.config.demo.profiles import PLAJU_ULU
from ekelurahan.config.demo.size import Size
from ekelurahan.letters.actions import office_key
from ekelurahan.lib.ids import new_id
from ekelurahan.lib.now import at, now
from ekelurahan.offices.queries import get_office
from ekelurahan.outbox.actions import keep_all
from ekelurahan.outbox.registry import Lane
from ekelurahan.residents.models import Resident

ADULT = timedelta(days=365 * 20)


class Office:
    """One office at work: its people, the residents that come, and what becomes of their requests."""

    def __init__(self, staff: Staff, seed: int) -> None:
        self.staff = staff
        self.chance = random.Random(seed)
        born_before = timezone.localdate(now()) - ADULT
        adults = Resident.objects.filter(
            kelurahan_id=staff.kelurahan_id, birth_date__lt=born_before, nik__isnull=False
        ).order_by("id")
        self.residents: list[UUID] = list(adults.values_list("id", flat=True)[:400])
        self.chance.shuffle(self.residents)

    def submit(self, product: str = "keterangan") -> Application:
        """The next resident asks for a letter."""
        sample = dict(get_product("domisili", product).sample)
        purposes = get_product("domisili", product).fields[0].suggestions
        sample["purpose"] = self.chance.choice(purposes)
        if self.chance.random() < 0.7:  # most people live where their KTP says
            sample["actual_address"] = ""
        request = NewRequest(
            "domisili", product, self.residents.pop(), new_id(), sample, shown=("ktp", "kk", "saksi"),
            duplicate_accepted=True,
        )  # fmt: skip
        return actions.submit(request, by=self.staff.operator)

    def approve(self, application: Application) -> None:
        """The lurah reads and says yes."""
        actions.approve(application.id, confirmation=_seen(application), by=with_fresh_password(self.staff.lurah))

    def reject(self, application: Application) -> None:
        """The lurah says no."""
        reason = "Alamat pada permohonan tidak sesuai dengan hasil pengecekan ketua RT."
        by = with_fresh_password(self.staff.lurah)
        actions.reject(application.id, confirmation=_seen(application), reason=reason, by=by)

    def send_back(self, application: Application) -> None:
        """The lurah wants something mended."""
        remark = Remark("ktp", "Foto KTP-el tidak terbaca. Ambil ulang di tempat terang.")
        actions.return_for_correction(
            application.id, version=application.version, remarks=[remark], by=self.staff.lurah
        )


def live_some_weeks(everybody: list[Staff], size: Size) -> None:
    """The past days of every office, then this morning with its open requests."""
    with at(now() - timedelta(days=size.days + 1)):
        for staff in everybody:
            _cut_a_seal(staff.kelurahan_id)
    with _mail_stays_here():
        for staff in everybody:
            with office_scope(staff.kelurahan_id):
                _live(Office(staff, staff.kelurahan_id), size)
        keep_all(Lane.MAIL)
    with office_scope(PLAJU_ULU):
        _open_requests(Office(everybody[0], seed=7))


def _cut_a_seal(kelurahan_id: int) -> None:
    """A seal holds only from the day its certificate was made, so it is made before the first letter."""
    with office_scope(kelurahan_id):
        office = get_office(kelurahan_id)
    office_key(kelurahan_id, city=office.city_title, kelurahan=f"KELURAHAN {office.name}")


def _live(office: Office, size: Size) -> None:
    today = timezone.localdate(now())
    per_day = size.per_day.get(office.staff.kelurahan_id, 0)
    days = range(size.days, 0, -1) if per_day else sorted(office.chance.sample(range(1, size.days), 2), reverse=True)
    for days_ago in days:
        day = today - timedelta(days=days_ago)
        if day.weekday() > 4:
            continue
        for _ in range(per_day or 1):
            _serve(office, _moment(day, office.chance))
    for minutes_ago in office.chance.sample(range(25, 170), per_day or 1):
        _serve(office, now() - timedelta(minutes=minutes_ago))
    if office.chance.random() < 0.4:  # not every office has somebody waiting
        with at(now() - timedelta(minutes=office.chance.randint(3, 55))):
            office.submit()


def _serve(office: Office, start: datetime) -> None:
    """One request from the counter to its end, at its own pace."""
    luck, pace = office.chance.random(), office.chance.uniform(3, 13)
    with at(start):
        application = office.submit()
    with at(start + timedelta(minutes=pace * 0.5)):
        if luck < 0.06:  # some are refused
            office.reject(application)
            return
        office.approve(application)
        keep_all(Lane.LETTERS)
    with at(start + timedelta(minutes=pace)):
        recipient = application.resident.name
        actions.hand_over(application.id, recipient=recipient, by=office.staff.operator)


def _open_requests(office: Office) -> None:
    """What lies on the desks of Plaju Ulu when the demo opens: something in every status."""
    staff = office.staff
    steps: tuple[tuple[int, str, Callable[[Application], None]], ...] = (
        (48, "keterangan", office.send_back),
        (35, "pernyataan", lambda _application: None),
        (31, "pernyataan", lambda application: _check(application, staff)),
        (26, "keterangan", lambda _application: None),
        (19, "keterangan", lambda _application: None),
        (12, "keterangan", office.approve),
        (6, "keterangan", lambda _application: None),
    )
    for minutes_ago, product, then in steps:
        with at(now() - timedelta(minutes=minutes_ago)):
            application = office.submit(product)
        with at(now() - timedelta(minutes=minutes_ago - 2)):
            then(application)


def _check(application: Application, staff: Staff) -> None:
    if staff.kasi and application.state is Status.SUBMITTED:
        actions.verify(application.id, version=application.version, by=staff.kasi)


def _seen(application: Application) -> Confirmation:
    current = Application.objects.select_related("resident__family_card").get(id=application.id)
    content = content_of(current, office=get_office(current.kelurahan_id))
    return Confirmation(current.version, content.sha256())


def _moment(day: date, chance: random.Random) -> datetime:
    opening = timezone.make_aware(datetime.combine(day, time(8, 10)))
    return opening + timedelta(minutes=chance.randint(0, 400))


@contextmanager
def _mail_stays_here() -> Iterator[None]:
    """The past is not mailed to anybody."""
    channel, settings.MAIL_CHANNEL = settings.MAIL_CHANNEL, "null"
    try:
        yield
    finally:
        settings.MAIL_CHANNEL = channel
