"""What an import did, or would have done, or why it did nothing. Pure; the words are for the screen."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MOST_FINDINGS = 1000  # that are listed; all are counted


@dataclass(frozen=True)
class Finding:
    """One cell that needs a person. `row` is the number that Excel shows; 0 where it is not about one row."""

    row: int
    column: str  # as the file names it
    value: str  # as the file holds it
    message: str  # what is wrong and what to do

    def __str__(self) -> str:
        place = _("Baris %(row)s, kolom %(column)s") % {"row": self.row, "column": self.column}
        shown = _(" berisi “%(value)s”") % {"value": self.value} if self.value else ""
        return f"{place}{shown}: {self.message}"


@dataclass
class Findings:
    """Findings in the order they came; past the limit they are only counted."""

    listed: list[Finding] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: str, value: str, message: str) -> None:
        """Note one."""
        self.count += 1
        if len(self.listed) < MOST_FINDINGS:
            self.listed.append(Finding(row, column, value, message))


@dataclass(frozen=True)
class Difference:
    """One column of one known person that changes, numbers masked."""

    row: int
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        return _("Baris %(row)s, %(column)s: “%(before)s” menjadi “%(after)s”") % vars(self)


@dataclass
class Report:
    """The whole outcome. `problem` is set where the file itself could not be used; then nothing else is."""

    dry_run: bool
    problem: str = ""
    sheet: str = ""
    kind: str = ""  # of `layouts.Layout`
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0  # rows that stay out
    new_cards: int = 0
    changed_cards: int = 0
    elsewhere: int = 0  # NIK of which was told that another office holds them
    held_back: bool = False  # nothing was written although much could be: all rows or none was asked for
    errors: Findings = field(default_factory=Findings)  # cells that cannot be read
    conflicts: Findings = field(default_factory=Findings)  # rows that contradict each other or the registry
    warnings: Findings = field(default_factory=Findings)
    doubles: Findings = field(default_factory=Findings)  # new people who may be somebody who is there already
    changed_columns: dict[str, int] = field(default_factory=dict)  # label: how many people or cards
    differences: list[Difference] = field(default_factory=list)  # the first of them

    @property
    def is_right(self) -> bool:
        """Whether everything in the file could be written."""
        return not self.problem and self.refused == 0

    @property
    def is_usable(self) -> bool:
        """Whether something in the file can be written."""
        return not self.problem and not self.held_back and (self.rows > self.refused or self.is_right)

    @property
    def written(self) -> bool:
        """Whether the file's good rows stand in the database now."""
        return self.is_usable and not self.dry_run

    @property
    def outcome(self) -> str:
        """One or two sentences that say it all."""
        if self.problem:
            return _(self.problem)
        if self.held_back:
            words = _(
                "%(refused)s dari %(rows)s baris ditolak, jadi sesuai permintaan tidak ada yang disimpan. Perbaiki baris "
                "di bawah ini, lalu impor lagi."
            )
            return words % vars(self)
        return f"{self._done()}: {self._numbers()}{self._refused()}"

    def _done(self) -> str:
        if self.dry_run:
            return _("Uji coba selesai, tidak ada yang disimpan. Hasilnya akan")
        return _("Impor selesai")

    def _numbers(self) -> str:
        numbers = _(
            "%(rows)s baris, %(new)s penduduk baru, %(changed)s diubah, %(unchanged)s tetap; "
            "%(new_cards)s KK baru, %(changed_cards)s KK diubah; %(warnings)s peringatan."
        )
        return numbers % (vars(self) | {"warnings": self.warnings.count})

    def _refused(self) -> str:
        if not self.refused:
            return ""
        words = _(
            " %(refused)s baris ditolak (%(errors)s kesalahan, %(conflicts)s pertentangan); baris lain tidak terpengaruh."
        )
        return words % {"refused": self.refused, "errors": self.errors.count, "conflicts": self.conflicts.count}

    def lists(self) -> list[tuple[str, Findings]]:
        """What needs a person, by how much."""
        every = (
            (_("Kesalahan"), self.errors),
            (_("Pertentangan"), self.conflicts),
            (_("Mungkin orang yang sama"), self.doubles),
            (_("Peringatan"), self.warnings),
        )
        return [(title, findings) for title, findings in every if findings.count]

    def lines(self) -> list[str]:
        """The report as text: the outcome, what changes, then every listed finding."""
        parts = [self.outcome]
        if self.changed_columns:
            counted = ", ".join(f"{label} {count}" for label, count in self.changed_columns.items())
            parts.append(_("Kolom yang berubah: %(columns)s.") % {"columns": counted})
        parts += [_("Perubahan: %(line)s") % {"line": line} for line in self.differences]
        for title, findings in self.lists():
            parts += [f"{title}: {finding}" for finding in findings.listed]
            if findings.count > len(findings.listed):
                more = _("… dan %(count)s lagi.") % {"count": findings.count - len(findings.listed)}
                parts.append(f"{title}: {more}")
        return parts
