"""Ready sheets for the tests of the paper side: a short certificate, a declaration, and one with everything long."""

import io
from dataclasses import replace
from datetime import date

from PIL import Image, ImageDraw

from ekelurahan.catalogue.letter import FieldList, LetterContent, Paragraph, Party, Signature
from ekelurahan.letters.sheet import Letterhead, Paper, Sheet, Signer

VERIFICATION_URL = "https://kelurahan.palembang.go.id/v/7Q4K9ZP2M6XW3C8T0HVBN5JDAE/"
NOTE = (
    "Disetujui secara elektronik oleh Lurah Plaju Ulu pada 24 November 2026 pukul 09.14 WIB. Tanda tangan pada surat "
    "ini adalah tanda tangan elektronik tidak tersertifikasi (PP 71/2019 Pasal 60); berkas PDF dilindungi segel "
    "elektronik Kelurahan Plaju Ulu."
)

_HEAD = Letterhead(
    city="PEMERINTAH KOTA PALEMBANG",
    kecamatan="KECAMATAN PLAJU",
    kelurahan="KELURAHAN PLAJU ULU",
    address="Jalan D.I. Panjaitan Nomor 123 Palembang 30266, Telepon (0711) 540000",
    contact="Laman plajuulu.palembang.go.id  Pos-el plajuulu@palembang.go.id",
)
_IDENTITY = FieldList(
    (
        ("Nama", "SITI AMINAH"),
        ("NIK", "9914014107850001"),
        ("Tempat, tanggal lahir", "Palembang, 1 Juli 1985"),
        ("Jenis kelamin", "Perempuan"),
        ("Agama", "Islam"),
        ("Pekerjaan", "Mengurus rumah tangga"),
        ("Status perkawinan", "Kawin"),
        ("Kewarganegaraan", "Indonesia"),
        ("Alamat", "Jl. D.I. Panjaitan Lr. Setia Kawan No. 12 RT 004 RW 002, Kelurahan Plaju Ulu"),
    )
)
CERTIFICATE = LetterContent(
    title="Surat Keterangan Domisili",
    blocks=(
        Paragraph(
            "Yang bertanda tangan di bawah ini Lurah Plaju Ulu, Kecamatan Plaju, Kota Palembang, menerangkan bahwa:"
        ),
        _IDENTITY,
        Paragraph(
            "Berdasarkan pengamatan dan catatan kami, yang bersangkutan benar berdomisili di alamat tersebut sejak "
            "12 Maret 2015 sampai surat ini dibuat."
        ),
        Paragraph("Surat keterangan ini dibuat untuk keperluan pendaftaran sekolah anak."),
        Paragraph("Demikian surat keterangan ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."),
    ),
    signatures=(Signature(Party.HEAD, ""),),
)
DECLARATION = LetterContent(
    title="Surat Pernyataan Domisili",
    blocks=(
        Paragraph("Yang bertanda tangan di bawah ini:"),
        _IDENTITY,
        Paragraph(
            "Dengan ini menyatakan dengan sebenarnya bahwa saya berdomisili di alamat tersebut sejak 12 Maret 2015. "
            "Surat pernyataan ini saya buat untuk keperluan pendaftaran sekolah anak."
        ),
        Paragraph(
            "Demikian surat pernyataan ini saya buat dalam keadaan sadar dan tanpa paksaan dari pihak mana pun. "
            "Apabila di kemudian hari ternyata tidak benar, saya bersedia dituntut sesuai dengan hukum yang berlaku."
        ),
    ),
    signatures=(
        Signature(Party.WITNESS, "Saksi I,", "BUDI SANTOSO"),
        Signature(Party.WITNESS, "Saksi II,", "M. YUSUF"),
        Signature(Party.APPLICANT, "Yang membuat pernyataan,", "SITI AMINAH", duty_stamp=True),
        Signature(Party.HEAD, "Mengetahui,"),
    ),
)


def certificate(paper: Paper = Paper.F4) -> Sheet:
    """A surat keterangan of ordinary length, signed with a scan."""
    return Sheet(
        content=CERTIFICATE,
        letterhead=_HEAD,
        signer=Signer(
            "LURAH PLAJU ULU,", "AHMAD FAUZI, S.STP., M.Si.", "Penata Tingkat I (III/d)", "198503122006041001", scan()
        ),
        place="Palembang",
        number="400.12.2.1/012/PLU/XI/2026",
        date=date(2026, 11, 24),
        verification_url=VERIFICATION_URL,
        verification_code="7Q4K9-ZP2M6-XW3C8-T0HVB-N5JDA-E",
        signature_note=NOTE,
        paper=paper,
    )


def declaration(paper: Paper = Paper.F4) -> Sheet:
    """A surat pernyataan with meterai, two witnesses and the lurah who takes note."""
    return replace(certificate(paper), content=DECLARATION)


def crowded(paper: Paper = Paper.F4) -> Sheet:
    """A certificate in which every text is as long as the registry allows."""
    name = "RADEN AYU SITI NURHALIZA AMINATUZZUHRIYAH BINTI KEMAS HAJI M"
    address = (
        "Jalan Jenderal Ahmad Yani Lorong Sungai Ginjar Kompleks Perumahan Griya Plaju Permai Blok C Nomor 112 RT 004 "
        "RW 002"
    )
    rows = tuple((label, {"Nama": name, "Alamat": address}.get(label, value)) for label, value in _IDENTITY.rows)
    content = replace(CERTIFICATE, blocks=(CERTIFICATE.blocks[0], FieldList(rows), *CERTIFICATE.blocks[2:]))
    signer = replace(certificate().signer, name="Dr. Drs. H. RADEN MUHAMMAD SYARIFUDDIN PRABUJAYA, S.H., M.Si., M.M.")
    head = replace(_HEAD, kelurahan="KELURAHAN TIGA-PULUH-LIMA ILIR SEBERANG ULU", kecamatan="KECAMATAN ILIR BARAT DUA")
    return replace(certificate(paper), content=content, signer=signer, letterhead=head)


def scan() -> bytes:
    """A scribble with a transparent ground, as a scanned signature is stored."""
    image = Image.new("RGBA", (620, 250), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    points = [(40, 180), (110, 40), (150, 200), (210, 60), (250, 190), (330, 90), (380, 170), (470, 110), (590, 60)]
    pen.line(points, fill=(20, 30, 110, 255), width=9, joint="curve")
    pen.arc((160, 90, 430, 230), 20, 330, fill=(20, 30, 110, 255), width=7)
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
