"""Domicile: the lurah's statement (surat keterangan) and the resident's own declaration (surat pernyataan)."""

from collections.abc import Mapping

from ekelurahan.catalogue.letter import FieldList, Paragraph, Party, Signature, Wording
from ekelurahan.catalogue.service import Field, Kind, Product, Requirement, Service, Standard

PURPOSES = (
    "Melamar pekerjaan",
    "Administrasi sekolah anak",
    "Pembukaan rekening bank",
    "Pengajuan kredit perbankan",
    "Administrasi BPJS Kesehatan",
    "Pemasangan listrik PLN",
    "Pemasangan air PDAM",
    "Pendaftaran nikah di KUA",
    "Administrasi kepegawaian",
)

PURPOSE = Field("purpose", "Keperluan", hint="Untuk apa surat ini dipakai?", suggestions=PURPOSES)
ACTUAL_ADDRESS = Field(
    "actual_address",
    "Alamat sebenarnya, bila berbeda dari KTP",
    required=False,
    hint="Kosongkan bila tinggal di alamat KTP. Contoh: Jl. Kapten Abdullah Lr. Mawar No. 7 RT 012 RW 004",
    max_length=200,
)
SINCE = Field("since", "Tinggal di sini sejak", Kind.DATE, required=False, hint="Boleh dikosongkan. Contoh: 01-03-2019")

ID_CARD = Requirement("ktp", "KTP-el pemohon", hint="Asli diperlihatkan, atau foto dilampirkan.")
FAMILY_CARD = Requirement("kk", "Kartu keluarga", hint="Asli diperlihatkan, atau foto dilampirkan.")
COVER_LETTER = Requirement(
    "pengantar", "Surat pengantar RT/RW", hint="Hanya bila kelurahan memintanya.", cover_letter=True
)

IDENTITY = FieldList(
    (
        ("Nama", "{name}"),
        ("NIK", "{nik}"),
        ("Tempat/tanggal lahir", "{birth}"),
        ("Jenis kelamin", "{sex}"),
        ("Agama", "{religion}"),
        ("Status perkawinan", "{marital_status}"),
        ("Pekerjaan", "{occupation}"),
        ("Alamat pada KTP", "{address}"),
    )
)


def where_and_since(answers: Mapping[str, str], resident: Mapping[str, str]) -> Mapping[str, str]:
    """The facts that follow from the answers: where the person really lives, and since when if that is told."""
    since, purpose = answers.get("since", ""), answers.get("purpose", "")
    return {
        "purpose_clause": purpose if purpose[1:2].isupper() else purpose[:1].lower() + purpose[1:],
        "domicile": answers.get("actual_address", "") or resident["address"],
        "since_clause": f" sejak {since}" if since else "",
    }


STATEMENT = Product(
    slug="keterangan",
    title="Surat Keterangan Domisili",
    code="SKD",
    fields=(PURPOSE, ACTUAL_ADDRESS, SINCE),
    requirements=(ID_CARD, FAMILY_CARD, COVER_LETTER),
    wording=Wording(
        "Surat Keterangan Domisili",
        (
            Paragraph(
                "Yang bertanda tangan di bawah ini {head_title} {office}, Kecamatan {kecamatan}, {city}, "
                "menerangkan bahwa:"
            ),
            IDENTITY,
            Paragraph(
                "adalah benar berdomisili di {domicile}, Kelurahan {office}, Kecamatan {kecamatan}, "
                "{city}{since_clause}."
            ),
            Paragraph("Surat keterangan ini dibuat untuk keperluan {purpose_clause}."),
            Paragraph("Demikian surat keterangan ini dibuat agar dapat dipergunakan sebagaimana mestinya."),
        ),
    ),
    sample={
        "purpose": "Melamar pekerjaan",
        "actual_address": "Jl. Kapten Abdullah Lr. Mawar No. 7 RT 012 RW 004",
        "since": "2019-03-01",
    },
    classification_code="400.12.2.1",
    extra_facts=where_and_since,
)

WITNESS_FIELDS = (
    Field("witness1_name", "Saksi 1: nama"),
    Field("witness1_nik", "Saksi 1: NIK", Kind.NIK, required=False),
    Field("witness1_address", "Saksi 1: alamat", max_length=160),
    Field("witness2_name", "Saksi 2: nama"),
    Field("witness2_nik", "Saksi 2: NIK", Kind.NIK, required=False),
    Field("witness2_address", "Saksi 2: alamat", max_length=160),
)

DECLARATION = Product(
    slug="pernyataan",
    title="Surat Pernyataan Domisili",
    code="SPD",
    fields=(PURPOSE, ACTUAL_ADDRESS, SINCE, *WITNESS_FIELDS),
    requirements=(
        ID_CARD,
        FAMILY_CARD,
        Requirement("saksi", "KTP-el kedua saksi", hint="Asli diperlihatkan, atau foto dilampirkan."),
        COVER_LETTER,
    ),
    wording=Wording(
        "Surat Pernyataan Domisili",
        (
            Paragraph("Saya yang bertanda tangan di bawah ini:"),
            IDENTITY,
            Paragraph(
                "menyatakan dengan sebenarnya bahwa saya berdomisili di {domicile}, Kelurahan {office}, "
                "Kecamatan {kecamatan}, {city}{since_clause}, untuk keperluan {purpose_clause}."
            ),
            Paragraph("Pernyataan ini disaksikan oleh:"),
            FieldList(
                (
                    ("Saksi 1", "{witness1_name}"),
                    ("NIK saksi 1", "{witness1_nik}"),
                    ("Alamat saksi 1", "{witness1_address}"),
                    ("Saksi 2", "{witness2_name}"),
                    ("NIK saksi 2", "{witness2_nik}"),
                    ("Alamat saksi 2", "{witness2_address}"),
                )
            ),
            Paragraph(
                "Surat pernyataan ini saya buat dengan sadar dan tanpa paksaan. Bila di kemudian hari ternyata tidak "
                "benar, saya bersedia dituntut menurut peraturan perundang-undangan."
            ),
        ),
        (
            Signature(Party.APPLICANT, "Yang membuat pernyataan,", "{name}", duty_stamp=True),
            Signature(Party.WITNESS, "Saksi 1,", "{witness1_name}"),
            Signature(Party.WITNESS, "Saksi 2,", "{witness2_name}"),
            Signature(Party.HEAD, "Mengetahui,"),
        ),
    ),
    sample={
        "purpose": "Pembukaan rekening bank",
        "actual_address": "Lr. Sepakat No. 21 RT 003 RW 001",
        "since": "2021-08-17",
        "witness1_name": "Rusdi Hartono",
        "witness1_nik": "9900142005700003",
        "witness1_address": "Jl. Kapten Abdullah No. 4",
        "witness2_name": "Maimunah",
        "witness2_nik": "9900145211820001",
        "witness2_address": "Lr. Sepakat No. 19",
    },
    classification_code="400.12.2.1",
    extra_facts=where_and_since,
)

SERVICE = Service(
    slug="domisili",
    title="Domisili",
    summary="Surat yang menyatakan di mana Anda tinggal, untuk pekerjaan, sekolah, bank, atau keperluan lain.",
    products=(STATEMENT, DECLARATION),
    keywords=("domisili", "tempat tinggal", "alamat", "SKD", "keterangan domisili", "pernyataan domisili"),
    standard=Standard(
        requirements="KTP-el dan kartu keluarga (asli diperlihatkan). Surat pernyataan: juga meterai Rp10.000 dan dua "
        "orang saksi dengan KTP-el.",
        procedure="Datang ke loket, petugas mencari data Anda, surat ditampilkan untuk Anda periksa, lurah "
        "menyetujui secara elektronik, surat dicetak dan diserahkan.",
        time="5-10 menit kerja sejak berkas lengkap.",
        fee="GRATIS. Tidak dipungut biaya apa pun.",
        product="Surat Keterangan Domisili atau Surat Pernyataan Domisili yang diketahui lurah.",
        complaints="Sampaikan di loket, kepada lurah atau camat, atau melalui SP4N-LAPOR! (lapor.go.id).",
        legal_basis="UU 25/2009 tentang Pelayanan Publik; PP 17/2018 tentang Kecamatan; Permenpan RB 15/2014 "
        "tentang Pedoman Standar Pelayanan.",
        facilities="Loket, ruang tunggu, dan jaringan; surat tetap dapat dicetak ulang bila listrik padam.",
        competence="Petugas yang menguasai administrasi kependudukan dan tata naskah dinas.",
        internal_control="Setiap tindakan tercatat (siapa, kapan, mengapa); sekretaris dan lurah memeriksa.",
        staff="Satu petugas loket, satu kepala seksi, sekretaris lurah, dan lurah.",
        service_guarantee="Surat dilayani menurut standar ini; keterlambatan dijelaskan kepada pemohon.",
        safety_guarantee="Surat bersegel elektronik dan dapat diperiksa keasliannya; data pribadi dilindungi menurut "
        "UU 27/2022.",
        evaluation="Survei kepuasan masyarakat sekurang-kurangnya sekali setahun (Permenpan RB 14/2017).",
    ),
)
