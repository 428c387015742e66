"""The words of every notice. No NIK and no name of a resident stands in a subject line (SECURITY T8)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Words:
    """A message before it has an address."""

    kind: str
    subject: str
    body: str


def letter_waits(*, title: str, number: str, office: str, link: str) -> Words:
    """To the lurah: something waits for a decision."""
    body = _(
        "Bapak/Ibu Lurah,\n\n"
        "Satu surat menunggu keputusan Anda di Kelurahan %(office)s:\n\n"
        "  %(title)s\n  Permohonan %(number)s\n\n"
        "Buka, baca, lalu setujui atau tolak:\n%(link)s\n\n"
        "Tautan ini hanya menunjukkan jalan: Anda tetap harus masuk dengan akun Anda.\n"
    ) % {"office": office, "title": title, "number": number, "link": link}
    return Words("letter_waits", _("Surat menunggu keputusan Anda"), body)


def letter_ready(*, title: str, number: str, office: str, link: str) -> Words:
    """To the applicant: the letter can be fetched."""
    body = _(
        "Surat Anda sudah terbit.\n\n"
        "  %(title)s\n  Permohonan %(number)s\n\n"
        "Ambil di kantor Kelurahan %(office)s pada jam kerja. Ikuti di sini:\n%(link)s\n\n"
        "Layanan ini GRATIS, tidak dipungut biaya.\n"
    ) % {"office": office, "title": title, "number": number, "link": link}
    return Words("letter_ready", _("Surat Anda siap diambil"), body)


def receipt(*, title: str, number: str, pin: str, office: str, link: str) -> Words:
    """To the applicant: the receipt, as it is printed at the counter."""
    body = _(
        "Permohonan Anda sudah kami terima.\n\n"
        "  %(title)s\n  Nomor permohonan: %(number)s\n  PIN: %(pin)s\n\n"
        "Kelurahan %(office)s mengerjakannya sekarang. Ikuti di sini:\n%(link)s\n\n"
        "Jangan berikan PIN kepada orang lain. Layanan ini GRATIS, tidak dipungut biaya.\n"
    ) % {"title": title, "number": number, "pin": pin, "office": office, "link": link}
    return Words("receipt", _("Tanda terima permohonan Anda"), body)


def request_rejected(*, title: str, number: str, reason: str, link: str) -> Words:
    """To the applicant: the lurah said no, and why."""
    body = _(
        "Permohonan Anda ditolak.\n\n"
        "  %(title)s\n  Permohonan %(number)s\n\n"
        "Alasan: %(reason)s\n\n"
        "Anda boleh mengajukan lagi setelah alasan itu diperbaiki. Rincian:\n%(link)s\n"
    ) % {"title": title, "number": number, "reason": reason, "link": link}
    return Words("request_rejected", _("Permohonan Anda ditolak"), body)


def request_returned(*, title: str, number: str, link: str) -> Words:
    """To the applicant: something has to be mended."""
    body = _(
        "Permohonan Anda perlu diperbaiki sebelum dapat diteruskan.\n\n"
        "  %(title)s\n  Permohonan %(number)s\n\n"
        "Lihat apa yang kurang:\n%(link)s\n"
    ) % {"title": title, "number": number, "link": link}
    return Words("request_returned", _("Permohonan Anda perlu diperbaiki"), body)
