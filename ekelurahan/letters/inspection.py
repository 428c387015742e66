"""Says of any file whether it is a letter of ours, exactly as it was sealed.

Whatever is handed in, the answer is an `Inspection`: a file that cannot be read is a finding, not an error.
"""

import hashlib
import io
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.decode_limits import DecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

# What a stranger's file does to a parser is a finding, not an event for the log.
for name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(name).setLevel(logging.CRITICAL)

LARGEST = 20 * 1024 * 1024  # bytes; no letter comes near
_HEADER_WITHIN = 1024  # bytes: where readers look for %PDF-


class State(StrEnum):
    """What the file turned out to be."""

    INTACT = "intact"  # sealed by an office of this deployment, and not one byte was changed since
    CHANGED = "changed"  # bears our seal, or claims to, and does not hold
    FOREIGN = "foreign"  # signed, but by nobody of this deployment
    UNSIGNED = "unsigned"  # a PDF without a signature
    NOT_A_PDF = "not_a_pdf"  # anything else, or larger than any letter


@dataclass(frozen=True)
class Inspection:
    """The finding. Everything but `state` and `sha256` is what the file says; believe it only when it is intact."""

    state: State
    sha256: str  # hex digest of the file: the same as the stored letter's if it is that very file
    signer_name: str = ""  # "Segel Elektronik Kelurahan Plaju Ulu"
    office_id: int | None = None  # 1671141001
    covers_whole_document: bool = False
    forbids_changes: bool = False  # DocMDP: certified, no changes allowed
    signed_at: datetime | None = None  # aware


def inspect(pdf: bytes, ca_certificate: x509.Certificate) -> Inspection:
    """Look at an uploaded file. Never raises for what is in it."""
    blank = Inspection(State.NOT_A_PDF, hashlib.sha256(pdf).hexdigest())
    if len(pdf) > LARGEST or b"%PDF-" not in pdf[:_HEADER_WITHIN]:
        return blank
    try:
        return _inspected(pdf, ca_certificate, blank)
    except Exception:  # noqa: BLE001  # a parser fed with hostile bytes may raise anything
        # It was a PDF once. If it was sealed, somebody or something broke it.
        return replace(blank, state=State.CHANGED if b"/ByteRange" in pdf else State.NOT_A_PDF)


def _inspected(pdf: bytes, ca: x509.Certificate, blank: Inspection) -> Inspection:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True, decode_limits=DecodeLimits.for_untrusted_input())
    if reader.encrypted:
        return replace(blank, state=State.UNSIGNED)
    signatures = reader.embedded_signatures
    if not signatures:
        return replace(blank, state=State.CHANGED if b"/ByteRange" in pdf else State.UNSIGNED)
    root = asn1_x509.Certificate.load(ca.public_bytes(Encoding.DER))
    signature = signatures[0]
    signed_at = _aware(signature.self_reported_timestamp)
    found = replace(
        blank,
        signer_name=str(signature.signer_cert.subject.native.get("common_name", "")),
        office_id=_office_id(signature.signer_cert),
        forbids_changes=signature.docmdp_level == MDPPerm.NO_CHANGES,
        signed_at=signed_at,
    )
    if signature.signer_cert.issuer.dump() != root.subject.dump():
        return replace(found, state=State.FOREIGN)
    status = validate_pdf_signature(signature, _context(root, signed_at), skip_diff=True)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    holds = status.intact and status.valid and status.trusted and whole and found.forbids_changes
    sound = holds and len(signatures) == 1 and _nothing_hidden(pdf, signature, ca)
    return replace(found, state=State.INTACT if sound else State.CHANGED, covers_whole_document=whole)


def _context(root: asn1_x509.Certificate, moment: datetime | None) -> ValidationContext:
    """Trust our authority only, at the time the seal was set: an office's certificate may have ended since."""
    return ValidationContext(trust_roots=[root], allow_fetching=False, moment=moment, best_signature_time=moment)


def _nothing_hidden(pdf: bytes, signature: EmbeddedPdfSignature, ca: x509.Certificate) -> bool:
    """The gap in the signed range holds one message of our own shape, then zeros: no byte that the digest misses."""
    _, start, end, _ = (int(number) for number in signature.byte_range)
    gap = pdf[start:end]
    message = cms.ContentInfo.load(bytes(signature.pkcs7_content))
    written = message.dump()
    if gap != b"<" + written.hex().upper().encode().ljust(len(gap) - 2, b"0") + b">":
        return False
    signed, authority = message["content"], ca.public_bytes(Encoding.DER)
    carried = {item.chosen.dump() for item in signed["certificates"]}
    return carried == {signature.signer_cert.dump(), authority} and _is_plain(signed)


def _is_plain(signed: cms.SignedData) -> bool:
    """One signer, SHA-256 with ECDSA, and nothing beside what our seal writes."""
    signer = signed["signer_infos"][0]
    return (
        len(signed["signer_infos"]) == len(signed["digest_algorithms"]) == 1
        and signed["version"].native == signer["version"].native == "v1"
        and signed["digest_algorithms"][0].native == signer["digest_algorithm"].native
        and signer["digest_algorithm"]["algorithm"].native == "sha256"
        and signer["signature_algorithm"].native == {"algorithm": "sha256_ecdsa", "parameters": None}
        and not signed["crls"].native
        and not signer["unsigned_attrs"].native
    )


def _office_id(certificate: Any) -> int | None:  # asn1crypto is untyped
    serial = str(certificate.subject.native.get("serial_number", ""))
    return int(serial) if serial.isdigit() else None


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
