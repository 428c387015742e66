"""What only shows when rows are seen together, or beside what the registry holds: refused, warned of, counted."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ekelurahan.lib.dates_id import parse_date, short_date
from ekelurahan.lib.mask import masked_number
from ekelurahan.lib.registry_codes import LifeStatus
from ekelurahan.residents.batch import queries
from ekelurahan.residents.batch.actions import make_second_heads_others, refusing
from ekelurahan.residents.batch.actions.refusing import Refusal
from ekelurahan.residents.disclosure import MASKED
from ekelurahan.residents.entry import CODED_FIELDS, DATE_FIELDS
from ekelurahan.residents.importing.fields import LABELS
from ekelurahan.residents.importing.layouts import Layout
from ekelurahan.residents.importing.report import MOST_FINDINGS, Difference, Report


def refuse_contradictions(cells: Iterable[Refusal], report: Report, layout: Layout) -> None:
    """Leave out what cannot be merged, beside the cells that could not be read, and say why."""
    refusing.refuse(cells)
    refusing.refuse_wrong_entries(_("untuk menandai salah catat, buka halaman penduduk ini, lalu pilih Salah catat."))
    refusing.refuse_same_nik(
        _("NIK yang sama ada di baris {rows} dengan isi yang berbeda. Periksa mana yang benar, hapus yang lain.")
    )
    report.elsewhere = refusing.refuse_held_elsewhere(
        _(
            "NIK ini terdaftar di Kelurahan {office}. Minta kelurahan itu mencatat kepindahannya, lalu terima di Kedatangan; "
            "bila NIK ini salah, perbaiki di berkas."
        ),
        unnamed=_(
            "NIK ini terdaftar di kelurahan lain. Terlalu banyak NIK kelurahan lain dalam satu berkas untuk disebut di mana; "
            "periksa apakah berkas ini milik kelurahan ini."
        ),
    )
    refusing.refuse_archived(_archived_words())
    refusing.refuse_unsure(
        _("cocok dengan lebih dari satu penduduk bernama, bertempat, dan bertanggal lahir sama. Isi NIK yang benar.")
    )
    refusing.refuse_incomplete(_("wajib diisi untuk penduduk yang belum terdaftar."), queries.NEEDED_FOR_NEW)
    refusing.leave_out()
    report.refused = queries.count_refused()
    for refusal in queries.refusals():
        findings = report.conflicts if refusal.is_conflict else report.errors
        findings.add(refusal.number, layout.heading_of(refusal.field), refusal.value, refusal.words)


def _archived_words() -> dict[str, str]:
    advice = _("Impor tidak menghidupkan kembali arsip: bila ia kembali, catat peristiwanya di halaman penduduk ini.")
    return {
        status.value: _("tercatat %(status)s di kelurahan ini. %(advice)s")
        % {"status": status.words.lower(), "advice": advice}
        for status in LifeStatus
    }


def leave_out_idle_rows(report: Report, layout: Layout) -> int:
    """Rows that say what another row says, or that call an unknown person a wrong entry; returns how many."""
    repeated, wrong = refusing.drop_repeated(), refusing.drop_wrong_entries()
    for number, first in repeated:
        words = _("sama persis dengan baris %(row)s; dilewati.") % {"row": first}
        report.warnings.add(number, layout.heading_of("nik"), "", words)
    for number in wrong:
        words = _("berstatus TIDAK VALID dan belum terdaftar; dilewati.")
        report.warnings.add(number, layout.heading_of("life_status"), "", words)
    return len(repeated) + len(wrong)


def warn(report: Report, layout: Layout) -> None:
    """What is odd, and taken in all the same."""
    for number, field, value, first in queries.differing_addresses():
        words = _("berbeda dari baris %(row)s pada KK yang sama; yang dipakai isi baris itu.") % {"row": first}
        report.warnings.add(number, layout.heading_of(field), value, words)
    for number in make_second_heads_others():
        words = _("KK ini sudah mempunyai kepala keluarga; dicatat sebagai LAINNYA.")
        report.warnings.add(number, layout.heading_of("family_relation"), "", words)
    for number, field in queries.impossible_parents():
        words = _("orang tua ini lahir sesudah anaknya; periksa NIK dan tanggal lahir keduanya.")
        report.warnings.add(number, layout.heading_of(field), "", words)
    for number, rt, rw, count in queries.unknown_neighbourhoods():
        words = _("RT %(rt)s RW %(rw)s belum dikenal di kelurahan ini (%(count)s baris). Periksa apakah salah ketik.")
        told = words % {"rt": rt, "rw": rw, "count": count}
        report.warnings.add(number, layout.heading_of("rt"), f"{rt}/{rw}", told)
    for number, other, name in queries.likely_doubles(MOST_FINDINGS):
        where = _("baris %(row)s") % {"row": other} if other else _("penduduk yang sudah terdaftar")
        words = _(
            "bernama dan bertanggal lahir sama dengan %(other)s; dicatat sebagai orang lain. Periksa di Data ganda."
        )
        report.doubles.add(number, layout.heading_of("name"), name, words % {"other": where})
    _warn_of_heads(report, layout)


def _warn_of_heads(report: Report, layout: Layout) -> None:
    for number, no_kk in queries.headless_cards():
        words = _("KK %(no_kk)s tidak mempunyai kepala keluarga sesudah impor ini. Tunjuk kepalanya di halaman KK itu.")
        told = words % {"no_kk": masked_number(no_kk)}
        report.warnings.add(number, layout.heading_of("family_relation"), "", told)


def describe_changes(report: Report) -> None:
    """Which columns change, in how many people, and the first of them with both values."""
    report.changed_columns = {_(LABELS[name]): count for name, count in queries.count_differences().items()}
    report.differences = [
        Difference(one.number, _(LABELS[one.field]), _shown(one.field, one.before), _shown(one.field, one.after))
        for one in queries.differences(MOST_FINDINGS)
    ]


def _shown(field: str, value: str) -> str:
    if not value or field in MASKED:
        return masked_number(value)
    if field in DATE_FIELDS:
        return short_date(parse_date(value))
    keys: Sequence[str] = list(CODED_FIELDS[field]) if field in CODED_FIELDS else ()
    return CODED_FIELDS[field](value).words if value in keys else value
