"""Permission to keep a cloud: asks one question of every kind, has a register of its own, and wants a photo."""

from collections.abc import Mapping
from dataclasses import fields

from ekelurahan.catalogue.letter import FieldList, Paragraph, Party, Signature, Wording
from ekelurahan.catalogue.service import Field, Kind, Product, Requirement, Service, Standard


def weather(answers: Mapping[str, str], resident: Mapping[str, str]) -> Mapping[str, str]:
    """A fact that follows from an answer and from the registry."""
    return {"keeper": f"{resident['name']} dengan awan {answers['shape']}"}


PERMIT = Product(
    slug="izin",
    title="Surat Izin Memelihara Awan",
    code="SIMA",
    fields=(
        Field("reason", "Alasan", suggestions=("Suka hujan", "Suka teduh")),
        Field("story", "Riwayat", Kind.LONG_TEXT, max_length=400),
        Field("since", "Sejak", Kind.DATE),
        Field("shape", "Bentuk", Kind.CHOICE, choices=("Kumulus", "Stratus")),
        Field("neighbour_nik", "NIK tetangga", Kind.NIK),
        Field("rt", "RT tempat awan", Kind.RT_RW),
        Field("phone", "Telepon", Kind.PHONE),
        Field("remark", "Catatan", required=False),
    ),
    requirements=(
        Requirement("foto", "Foto awan", required=True),
        Requirement("pengantar", "Pengantar RT/RW", cover_letter=True),
    ),
    wording=Wording(
        "Surat Izin Memelihara Awan",
        (
            Paragraph("{head_title} {office} mengizinkan {keeper}."),
            FieldList(
                (
                    ("Sejak", "{since}"),
                    ("RT", "{rt}"),
                    ("NIK tetangga", "{neighbour_nik}"),
                    ("Telepon", "{phone}"),
                    ("Catatan", "{remark}"),
                )
            ),
            Paragraph("Catatan petugas: {remark}.", when="remark"),
            Paragraph("Alasan: {reason}. Riwayat: {story}"),
        ),
        (Signature(Party.APPLICANT, "Pemelihara,", "{name}"), Signature(Party.HEAD, "")),
    ),
    sample={
        "reason": "Suka hujan",
        "story": "Awan ini datang dari laut.",
        "since": "2020-02-29",
        "shape": "Kumulus",
        "neighbour_nik": "9900142005700003",
        "rt": "004",
        "phone": "081234567890",
        "remark": "Jangan ditiup",
    },
    classification_code="000.1",
    number_pattern="{serial:04d}/{code}/{unit}/{year}",
    register="awan",
    extra_facts=weather,
)

SERVICE = Service(
    slug="awan",
    title="Awan",
    summary="Izin memelihara satu awan di atas rumah sendiri.",
    products=(PERMIT,),
    keywords=("awan", "hujan"),
    standard=Standard(**(dict.fromkeys((part.name for part in fields(Standard)), "Ada.") | {"fee": "GRATIS."})),
)
