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


@dataclass
class Report:
    """The whole outcome. `problem` is set where the file itself could not be used; then nothing else is."""

    dry_run: bool
    problem: str = ""
    sheet: str = ""
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    new_cards: int = 0
    changed_cards: int = 0
    errors: Findings = field(default_factory=Findings)
    warnings: Findings = field(default_factory=Findings)

    @property
    def is_right(self) -> bool:
        """Whether everything in the file could be written."""
        return not self.problem and self.errors.count == 0

    @property
    def written(self) -> bool:
        """Whether the file's data stands in the database now."""
        return self.is_right and not self.dry_run

    @property
    def outcome(self) -> str:
        """One or two sentences that say it all."""
        if self.problem:
            return _(self.problem)
        if self.errors.count:
            return _(
                "%(errors)s kesalahan ditemukan dalam %(rows)s baris, jadi tidak ada yang disimpan. "
                "Perbaiki sel-sel di bawah ini, lalu impor lagi."
            ) % {"errors": self.errors.count, "rows": self.rows}
        done = _("Uji coba selesai, tidak ada yang disimpan. Hasilnya akan") if self.dry_run else _("Impor selesai")
        numbers = _(
            "%(rows)s baris, %(new)s penduduk baru, %(changed)s diubah, %(unchanged)s tetap; "
            "%(new_cards)s KK baru, %(changed_cards)s KK diubah; %(warnings)s peringatan."
        ) % (vars(self) | {"warnings": self.warnings.count})
        return f"{done}: {numbers}"

    def lines(self) -> list[str]:
        """The report as text: the outcome, then every listed finding."""
        parts = [self.outcome]
        for title, findings in ((_("Kesalahan"), self.errors), (_("Peringatan"), self.warnings)):
            parts += [f"{title}: {finding}" for finding in findings.listed]
            if findings.count > len(findings.listed):
                more = _("… dan %(count)s lagi.") % {"count": findings.count - len(findings.listed)}
                parts.append(f"{title}: {more}")
        return parts
