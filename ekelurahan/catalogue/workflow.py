"""Which act leads from which status to which, and who may do it. No Django, no database.

The same table shows the buttons, refuses the request and draws the diagram in the docs.
"""

from dataclasses import dataclass
from enum import StrEnum

from ekelurahan.lib.told import Sentence


class Role(StrEnum):
    """What a person does in an office; a posting joins it with an area and a time."""

    OPERATOR = "operator"
    SECTION_HEAD = "kasi"
    SECRETARY = "sekretaris"
    LURAH = "lurah"
    CAMAT = "camat"
    CITY = "kota"
    SYSTEM = "sistem"  # the worker, in nobody's name

    @property
    def label(self) -> str:
        """The word on the screen."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.OPERATOR: "Petugas loket",
    Role.SECTION_HEAD: "Kepala seksi",
    Role.SECRETARY: "Sekretaris lurah",
    Role.LURAH: "Lurah",
    Role.CAMAT: "Camat",
    Role.CITY: "Petugas kota",
    Role.SYSTEM: "Sistem",
}


class Status(StrEnum):
    """Where a request stands. Stored, never inferred."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    RETURNED = "returned"
    AWAITING_LURAH = "awaiting_lurah"
    APPROVED = "approved"
    REJECTED = "rejected"
    ISSUED = "issued"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The word on the screen (UX: status words always with text)."""
        return _STATUS_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something before the letter is in the resident's hands."""
        return self in OPEN


_STATUS_LABELS = {
    Status.DRAFT: "Draf",
    Status.SUBMITTED: "Terkirim",
    Status.CHECKED: "Diperiksa",
    Status.RETURNED: "Perlu Perbaikan",
    Status.AWAITING_LURAH: "Menunggu Lurah",
    Status.APPROVED: "Disetujui",
    Status.REJECTED: "Ditolak",
    Status.ISSUED: "Terbit",
    Status.HANDED_OVER: "Diserahkan",
    Status.CANCELLED: "Dibatalkan",
    Status.REVOKED: "Dicabut",
}

OPEN = frozenset(
    {
        Status.SUBMITTED,
        Status.CHECKED,
        Status.RETURNED,
        Status.AWAITING_LURAH,
        Status.APPROVED,
        Status.ISSUED,
    }
)


class Act(StrEnum):
    """What can be done to a request."""

    SUBMIT = "submit"
    TAKE = "take"
    VERIFY = "verify"
    ENDORSE = "endorse"
    RETURN = "return"
    RESUBMIT = "resubmit"
    APPROVE = "approve"
    REJECT = "reject"
    ISSUE = "issue"
    PRINT = "print"
    HAND_OVER = "hand_over"
    CANCEL = "cancel"
    REVOKE = "revoke"

    @property
    def label(self) -> str:
        """The word on the button."""
        return _ACT_LABELS[self]


_ACT_LABELS = {
    Act.SUBMIT: "Ajukan",
    Act.TAKE: "Ambil",
    Act.VERIFY: "Periksa dan paraf",
    Act.ENDORSE: "Paraf dan teruskan",
    Act.RETURN: "Kembalikan",
    Act.RESUBMIT: "Ajukan lagi",
    Act.APPROVE: "Setujui",
    Act.REJECT: "Tolak",
    Act.ISSUE: "Terbitkan",
    Act.PRINT: "Cetak",
    Act.HAND_OVER: "Serahkan",
    Act.CANCEL: "Batalkan",
    Act.REVOKE: "Cabut",
}


class NotAllowed(Exception):
    """The act does not fit the status, or the actor's role. The message is for the screen."""


@dataclass(frozen=True)
class Step:
    """One arrow: who may do what, from where to where."""

    act: Act
    before: Status
    after: Status
    roles: frozenset[Role]


@dataclass(frozen=True)
class Chain:
    """A named workflow that an office picks for a product."""

    name: str
    label: str
    steps: tuple[Step, ...]

    def step(self, act: Act, *, status: Status, role: Role) -> Step:
        """The arrow that the act follows. Raises NotAllowed with a message that says why."""
        candidates = [step for step in self.steps if step.act == act and step.before == status]
        if not candidates:
            raise NotAllowed(
                Sentence(
                    "«%(act)s» tidak dapat dilakukan: permohonan ini berstatus %(status)s.",
                    act=Sentence(act.label),
                    status=Sentence(status.label),
                )
            )
        for step in candidates:
            if role in step.roles:
                return step
        names = sorted(allowed.label for step in candidates for allowed in step.roles)
        raise NotAllowed(
            Sentence(
                "«%(act)s» hanya boleh dilakukan oleh: %(roles)s.",
                act=Sentence(act.label),
                roles=tuple(Sentence(name) for name in names),
            )
        )

    def acts(self, *, status: Status, role: Role) -> tuple[Act, ...]:
        """What this role may do now: the buttons."""
        return tuple(step.act for step in self.steps if step.before == status and role in step.roles)

    def next_roles(self, status: Status) -> frozenset[Role]:
        """Who moves the request forward from here."""
        forward = {Act.VERIFY, Act.ENDORSE, Act.APPROVE, Act.ISSUE, Act.HAND_OVER, Act.RESUBMIT}
        return frozenset(
            role for step in self.steps if step.before == status and step.act in forward for role in step.roles
        )


def _steps(act: Act, befores: set[Status], after: Status | None, *roles: Role) -> tuple[Step, ...]:
    return tuple(Step(act, before, after or before, frozenset(roles)) for before in sorted(befores))


def _ending(open_before_decision: set[Status]) -> tuple[Step, ...]:
    """What every chain shares: the lurah's decision and what follows it."""
    waiting = {Status.AWAITING_LURAH}
    out = {Status.ISSUED, Status.HANDED_OVER}
    return (
        *_steps(Act.RETURN, waiting, Status.RETURNED, Role.LURAH),
        *_steps(Act.APPROVE, waiting, Status.APPROVED, Role.LURAH),
        *_steps(Act.REJECT, waiting, Status.REJECTED, Role.LURAH),
        *_steps(Act.ISSUE, {Status.APPROVED}, Status.ISSUED, Role.SYSTEM),
        *_steps(Act.PRINT, out, None, Role.OPERATOR),
        *_steps(Act.HAND_OVER, {Status.ISSUED}, Status.HANDED_OVER, Role.OPERATOR),
        *_steps(Act.CANCEL, open_before_decision | {Status.RETURNED}, Status.CANCELLED, Role.OPERATOR),
        *_steps(Act.REVOKE, out, Status.REVOKED, Role.LURAH),
    )


STANDARD = Chain(
    "STANDARD",
    "Petugas → Lurah",
    (
        *_steps(Act.SUBMIT, {Status.DRAFT}, Status.AWAITING_LURAH, Role.OPERATOR),
        *_steps(Act.RESUBMIT, {Status.RETURNED}, Status.AWAITING_LURAH, Role.OPERATOR),
        *_ending({Status.AWAITING_LURAH}),
    ),
)

VERIFIED = Chain(
    "VERIFIED",
    "Petugas → Kasi → Sekretaris → Lurah",
    (
        *_steps(Act.SUBMIT, {Status.DRAFT}, Status.SUBMITTED, Role.OPERATOR),
        *_steps(Act.TAKE, {Status.SUBMITTED}, None, Role.SECTION_HEAD),
        *_steps(Act.VERIFY, {Status.SUBMITTED}, Status.CHECKED, Role.SECTION_HEAD),
        *_steps(Act.RETURN, {Status.SUBMITTED}, Status.RETURNED, Role.SECTION_HEAD),
        *_steps(Act.TAKE, {Status.CHECKED}, None, Role.SECRETARY),
        *_steps(Act.ENDORSE, {Status.CHECKED}, Status.AWAITING_LURAH, Role.SECRETARY),
        *_steps(Act.RETURN, {Status.CHECKED}, Status.RETURNED, Role.SECRETARY),
        *_steps(Act.RESUBMIT, {Status.RETURNED}, Status.SUBMITTED, Role.OPERATOR),
        *_ending({Status.SUBMITTED, Status.CHECKED, Status.AWAITING_LURAH}),
    ),
)

CHAINS = {chain.name: chain for chain in (STANDARD, VERIFIED)}
