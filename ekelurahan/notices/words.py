"""The words of every notice: Indonesian, whatever language the person reads in whose act sends it.

No NIK and no name of a resident stands in a subject line (SECURITY T8).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A message before it has an address."""

    kind: str
    subject: str
    body: str


def letter_waits(*, title: str, number: str, office: str, link: str) -> Words:
    """To the lurah: something waits for a decision."""
    body = (
        "Bapak/Ibu Lurah,\n\n"
        f"Satu surat menunggu keputusan Anda di Kelurahan {office}:\n\n"
        f"  {title}\n  Permohonan {number}\n\n"
        f"Buka, baca, lalu setujui atau tolak:\n{link}\n\n"
        "Tautan ini hanya menunjukkan jalan: Anda tetap harus masuk dengan akun Anda.\n"
    )
    return Words("letter_waits", "Surat menunggu keputusan Anda", body)


def letter_ready(*, title: str, number: str, office: str, link: str) -> Words:
    """To the applicant: the letter can be fetched."""
    body = (
        "Surat Anda sudah terbit.\n\n"
        f"  {title}\n  Permohonan {number}\n\n"
        f"Ambil di kantor Kelurahan {office} pada jam kerja. Ikuti di sini:\n{link}\n\n"
        "Layanan ini GRATIS, tidak dipungut biaya.\n"
    )
    return Words("letter_ready", "Surat Anda siap diambil", body)


def receipt(*, title: str, number: str, pin: str, office: str, link: str) -> Words:
    """To the applicant: the receipt, as it is printed at the counter."""
    body = (
        "Permohonan Anda sudah kami terima.\n\n"
        f"  {title}\n  Nomor permohonan: {number}\n  PIN: {pin}\n\n"
        f"Kelurahan {office} mengerjakannya sekarang. Ikuti di sini:\n{link}\n\n"
        "Jangan berikan PIN kepada orang lain. Layanan ini GRATIS, tidak dipungut biaya.\n"
    )
    return Words("receipt", "Tanda terima permohonan Anda", body)


def request_rejected(*, title: str, number: str, reason: str, link: str) -> Words:
    """To the applicant: the lurah said no, and why."""
    body = (
        "Permohonan Anda ditolak.\n\n"
        f"  {title}\n  Permohonan {number}\n\n"
        f"Alasan: {reason}\n\n"
        f"Anda boleh mengajukan lagi setelah alasan itu diperbaiki. Rincian:\n{link}\n"
    )
    return Words("request_rejected", "Permohonan Anda ditolak", body)


def request_returned(*, title: str, number: str, link: str) -> Words:
    """To the applicant: something has to be mended."""
    body = (
        "Permohonan Anda perlu diperbaiki sebelum dapat diteruskan.\n\n"
        f"  {title}\n  Permohonan {number}\n\n"
        f"Lihat apa yang kurang:\n{link}\n"
    )
    return Words("request_returned", "Permohonan Anda perlu diperbaiki", body)
