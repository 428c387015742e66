"""The pages for when something did not work: what happened and what to do now, in plain words."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop


@dataclass(frozen=True)
class Failure:
    """One kind of failure: its heading and the advice beneath it."""

    title: str
    advice: str


FAILURES = {
    400: Failure(
        noop("Permintaan tidak dapat dibaca"),
        noop("Alamat atau isian yang dikirim tidak lengkap. Kembali ke halaman sebelumnya, lalu coba lagi."),
    ),
    403: Failure(
        noop("Anda tidak berwenang membuka halaman ini"),
        noop("Halaman ini untuk petugas dengan tugas lain. Kembali ke beranda, atau masuk dengan akun yang sesuai."),
    ),
    404: Failure(
        noop("Halaman tidak ditemukan"),
        noop(
            "Alamatnya mungkin salah ketik atau sudah tidak berlaku. Periksa alamatnya, atau mulai lagi dari beranda."
        ),
    ),
    405: Failure(
        noop("Halaman ini tidak dibuka dengan cara itu"),
        noop("Kembali ke halaman sebelumnya dan gunakan tombol yang tersedia."),
    ),
    409: Failure(
        noop("Berkas sudah berubah"),
        noop("Orang lain mengubah berkas ini setelah Anda membukanya. Buka lagi, baca yang baru, lalu putuskan."),
    ),
    413: Failure(
        noop("Berkas terlalu besar"),
        noop("Ukuran paling besar 5 MB per berkas. Foto ulang dengan ukuran lebih kecil, lalu unggah lagi."),
    ),
    429: Failure(
        noop("Terlalu banyak percobaan"),
        noop("Demi keamanan, tunggu beberapa menit sebelum mencoba lagi. Tidak ada data Anda yang hilang."),
    ),
    500: Failure(
        noop("Ada gangguan di sistem kami"),
        noop("Ini bukan kesalahan Anda. Coba lagi sebentar. Bila tetap gagal, datanglah ke loket kelurahan."),
    ),
    503: Failure(
        noop("Layanan sedang tidak tersedia"),
        noop("Kami sedang memperbaikinya. Coba lagi beberapa menit lagi."),
    ),
}


def failure(request: HttpRequest, status: int, *, advice: str = "", back: str = "") -> HttpResponse:
    """The page for that status; `advice` says something more exact than the usual words, `back` is where to go on."""
    kind = FAILURES[status]
    words = {"status": status, "title": _(kind.title), "advice": advice or _(kind.advice), "back": back}
    return render(request, "failure.html", words, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400. The exception is for the log, never for the page."""
    del exception
    return failure(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: a rule may bring its own words in the exception."""
    return failure(request, 403, advice=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404. Absent and forbidden look the same."""
    del exception
    return failure(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return failure(request, 500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from elsewhere, or from before the last login."""
    del reason
    return failure(
        request,
        403,
        advice=_(
            "Formulir ini sudah kedaluwarsa atau tidak berasal dari halaman kami. Muat ulang halamannya, lalu kirim lagi."
        ),
    )
