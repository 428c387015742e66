"""Who acts: one person in one role, as the session found them. Passed as `by=`; never looked up implicitly."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ekelurahan.areas.scope import Area
from ekelurahan.catalogue.workflow import Role


@dataclass(frozen=True)
class Actor:
    """A logged-in person in the posting that counts now."""

    user_id: UUID
    username: str
    name: str
    nip: str
    rank: str
    title: str
    role: Role
    area_code: str
    lo: int
    hi: int
    posting_id: UUID
    session_id: UUID | None = None
    confirmed_at: datetime | None = None
    user_agent: str = ""
    address: str | None = None

    @property
    def kelurahan_id(self) -> int | None:
        """The office, for somebody who works in exactly one."""
        return self.lo if self.lo == self.hi else None

    @property
    def area(self) -> Area:
        """Where this person's right holds."""
        return Area(self.lo, self.hi)
