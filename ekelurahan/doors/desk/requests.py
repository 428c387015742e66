"""One request at the counter: where it stands, what it says, what was handed in, and what can be done now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from ekelurahan.applications.access import application_for
from ekelurahan.applications.actions.attaching import MENDABLE
from ekelurahan.applications.models import Application
from ekelurahan.applications.queries import EventRow, attachments_of, history_of
from ekelurahan.applications.shown import shown_letter
from ekelurahan.catalogue.registry import get_service
from ekelurahan.catalogue.workflow import Act, Role, Status
from ekelurahan.doors.desk.office import COUNTER
from ekelurahan.doors.desk.request_form import FILE, RequestForm, form_of
from ekelurahan.doors.documents import pdf_answer
from ekelurahan.doors.guard import ActorRequest, only
from ekelurahan.letters.queries import find_file, find_letter
from ekelurahan.notices.queries import told_about
from ekelurahan.offices.queries import handling_of

NO_CONTENT = 204
TOLD: Mapping[Act, str | Promise] = {
    Act.SUBMIT: lazy("Diajukan"),
    Act.TAKE: lazy("Diambil untuk diperiksa"),
    Act.VERIFY: lazy("Diperiksa dan diparaf"),
    Act.ENDORSE: lazy("Diparaf dan diteruskan"),
    Act.RETURN: lazy("Dikembalikan"),
    Act.RESUBMIT: lazy("Diperbaiki dan diajukan lagi"),
    Act.APPROVE: lazy("Disetujui"),
    Act.REJECT: lazy("Ditolak"),
    Act.ISSUE: lazy("Diterbitkan: bernomor dan bersegel"),
    Act.PRINT: lazy("Dicetak"),
    Act.HAND_OVER: lazy("Diserahkan"),
    Act.CANCEL: lazy("Dibatalkan"),
    Act.REVOKE: lazy("Dicabut"),
}
NOW: Mapping[Status, str | Promise] = {
    Status.DRAFT: lazy("Belum diajukan."),
    Status.SUBMITTED: lazy("Menunggu diperiksa dan diparaf kepala seksi."),
    Status.CHECKED: lazy("Menunggu paraf sekretaris."),
    Status.RETURNED: lazy("Dikembalikan: perbaiki, lalu ajukan lagi. Tempat di antrean tetap."),
    Status.AWAITING_LURAH: lazy("Menunggu keputusan lurah."),
    Status.APPROVED: lazy("Lurah menyetujui; surat sedang dibuat."),
    Status.REJECTED: lazy("Lurah menolak. Sampaikan alasannya kepada pemohon."),
    Status.ISSUED: lazy("Cetak, lalu serahkan kepada pemohon."),
    Status.HANDED_OVER: lazy("Selesai."),
    Status.CANCELLED: lazy("Tidak diteruskan."),
    Status.REVOKED: lazy("Surat tidak berlaku lagi."),
}
BAD = {Act.RETURN, Act.REJECT, Act.CANCEL, Act.REVOKE}
NOTICES: Mapping[str, str | Promise] = {
    "letter_waits": lazy("Pos-el kepada lurah: surat menunggu"),
    "letter_ready": lazy("Pos-el kepada pemohon: siap diambil"),
    "request_returned": lazy("Pos-el kepada pemohon: perlu perbaikan"),
    "request_rejected": lazy("Pos-el kepada pemohon: ditolak"),
    "receipt": lazy("Pos-el kepada pemohon: tanda terima"),
}


@dataclass(frozen=True)
class Typed:
    """What somebody typed that could not be done: shown again, so that nothing is lost."""

    form: RequestForm | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@only(*COUNTER)
@require_safe
def request_page(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The page. An open page asks again with the version it shows: nothing comes back while that is the current one."""
    application = application_for(request.actor, application_id)
    if request.GET.get("versi") == state_of(application):
        return HttpResponse(status=NO_CONTENT)
    return page(request, application)


@only(*COUNTER)
@require_safe
def letter(request: ActorRequest, application_id: UUID) -> HttpResponse:
    """The sealed file, byte for byte as it was issued."""
    application = application_for(request.actor, application_id)
    found = find_letter(application.kelurahan_id, application.id)
    file = find_file(application.kelurahan_id, found.id) if found else None
    if file is None:
        raise Http404
    return pdf_answer(bytes(file.pdf), f"{application.number}.pdf")


def state_of(application: Application) -> str:
    """Changes whenever something on the page does: an act, or an attachment."""
    return f"{application.version}-{application.changed_at.timestamp()}"


def page(
    request: ActorRequest, application: Application, typed: Typed | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of a request as it stands now, with what was typed and could not be done."""
    typed = typed or Typed()
    acts = application.flow.acts(status=application.state, role=request.actor.role)
    form = (typed.form or form_of(application)) if Act.RESUBMIT in acts else None
    words = {
        "application": application,
        "product": application.kind,
        "handling": handling_of(application.kelurahan_id, application.service, application.product) if form else None,
        "service": get_service(application.service),
        "state": state_of(application),
        "acts": acts,
        "letter": shown_letter(application),
        "next_step": NOW[application.state],
        "remarks": _remarks(application),
        "history": _timeline(history_of(application)),
        "attachments": attachments_of(application),
        "told": [
            (NOTICES.get(told.kind, told.kind), told) for told in told_about(application.kelurahan_id, application.id)
        ],
        "form": form,
        "typed": typed,
        "kept": _kept(typed, form_is_shown=form is not None),
        "labels": labels_of(application),
        "can_attach": application.state in MENDABLE,
    }
    return render(request, "desk/request.html", words, status=status)


def labels_of(application: Application) -> dict[str, str]:
    """What a remark or an attachment can be about: the fields and papers of the product, by their keys."""
    product = application.kind
    return {item.name: item.label for item in product.fields} | {item.key: item.label for item in product.requirements}


def _remarks(application: Application) -> dict[str, str]:
    """Why it was sent back, by the name of the field on the page; several about one thing stand together."""
    if application.state is not Status.RETURNED:
        return {}
    papers = {item.key for item in application.kind.requirements}
    found: dict[str, str] = {}
    for remark in application.remarks:
        target = FILE + remark["target"] if remark["target"] in papers else remark["target"]
        found[target] = f"{found[target]} {remark['text']}" if target in found else remark["text"]
    return found


def _timeline(events: list[EventRow]) -> list[dict[str, object]]:
    return [
        {
            "title": TOLD[event.act],
            "at": event.at,
            "text": " · ".join(part for part in (_who(event), event.note) if part),
            "state": "bad" if event.act in BAD else "done",
        }
        for event in events
    ]


def _who(event: EventRow) -> str:
    """Who did it: a name; the worker has none."""
    return _(event.role.label) if event.role is Role.SYSTEM else event.name


def _kept(typed: Typed, *, form_is_shown: bool) -> list[tuple[str, str]]:
    """What was typed into a form that the page does not show any more."""
    if typed.form is None or form_is_shown:
        return []
    labels = {item.name: item.label for item in typed.form.product.fields}
    return [(_(labels[name]), value) for name, value in typed.form.answers.items() if value]
