"""The message inside a seal: CMS SignedData (RFC 5652) with the attributes of PAdES-B-B (ETSI EN 319 142-1), in DER.

Written by hand because it is one fixed shape: a tenth of the time of building it from a general model, and the
inspector can demand that a seal is this shape to the last byte. pyHanko and poppler check it in the tests.
"""

import hashlib
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_INTEGER, _OCTETS, _OID, _SEQUENCE, _SET = 0x02, 0x04, 0x06, 0x30, 0x31
_TAGGED_0, _TAGGED_4 = 0xA0, 0xA4
LONGEST_SIGNATURE = 72  # bytes of an ECDSA signature over P-256 in DER


def _element(tag: int, *parts: bytes) -> bytes:
    """One DER element around its parts (X.690, 8.1)."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:  # noqa: PLR2004  # the short form of a length
        return bytes([tag, size]) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(digits)]) + digits + content


def _set_of(*parts: bytes) -> bytes:
    """The contents of a SET OF: in DER sorted by their encoding (X.690, 11.6)."""
    return b"".join(sorted(parts))


_DATA = _element(_OID, bytes.fromhex("2A864886F70D010701"))
_SIGNED_DATA = _element(_OID, bytes.fromhex("2A864886F70D010702"))
_CONTENT_TYPE = _element(_OID, bytes.fromhex("2A864886F70D010903"))
_MESSAGE_DIGEST = _element(_OID, bytes.fromhex("2A864886F70D010904"))
_SIGNING_CERTIFICATE_V2 = _element(_OID, bytes.fromhex("2A864886F70D010910022F"))
_SHA256 = _element(_SEQUENCE, _element(_OID, bytes.fromhex("608648016503040201")))
_ECDSA_SHA256 = _element(_SEQUENCE, _element(_OID, bytes.fromhex("2A8648CE3D040302")))
_VERSION_1 = _element(_INTEGER, b"\x01")


@dataclass(frozen=True)
class Signatory:
    """Whose seal it is: the office's certificate and the authority's."""

    certificate: x509.Certificate
    authority: x509.Certificate

    def attributes(self, document_digest: bytes) -> bytes:
        """The signed attributes as a SET, as they are signed: what was signed, and by which certificate."""
        name = _element(_SEQUENCE, _element(_TAGGED_4, self.certificate.issuer.public_bytes()))
        issuer = _element(_SEQUENCE, name, _serial(self.certificate))
        fingerprint = hashlib.sha256(self.certificate.public_bytes(Encoding.DER)).digest()
        certificate_id = _element(_SEQUENCE, _element(_OCTETS, fingerprint), issuer)
        values = (
            (_CONTENT_TYPE, _DATA),
            (_MESSAGE_DIGEST, _element(_OCTETS, document_digest)),
            (_SIGNING_CERTIFICATE_V2, _element(_SEQUENCE, _element(_SEQUENCE, certificate_id))),
        )
        return _element(_SET, _set_of(*(_element(_SEQUENCE, kind, _element(_SET, value)) for kind, value in values)))

    def message(self, attributes: bytes, signature: bytes) -> bytes:
        """The whole message, ready to be embedded."""
        certificates = (item.public_bytes(Encoding.DER) for item in (self.certificate, self.authority))
        signer = _element(
            _SEQUENCE,
            _VERSION_1,
            _element(_SEQUENCE, self.certificate.issuer.public_bytes(), _serial(self.certificate)),
            _SHA256,
            bytes([_TAGGED_0]) + attributes[1:],  # the same SET under its implicit tag
            _ECDSA_SHA256,
            _element(_OCTETS, signature),
        )
        signed = _element(
            _SEQUENCE,
            _VERSION_1,
            _element(_SET, _SHA256),
            _element(_SEQUENCE, _DATA),
            _element(_TAGGED_0, _set_of(*certificates)),
            _element(_SET, signer),
        )
        return _element(_SEQUENCE, _SIGNED_DATA, _element(_TAGGED_0, signed))


def _serial(certificate: x509.Certificate) -> bytes:
    number = certificate.serial_number
    return _element(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1))
