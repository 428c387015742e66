"""Seals a letter: a PAdES-B-B certification signature by the office's key that allows no change whatsoever.

The signature is invisible, and the file stays PDF/A-2a and PDF/UA-1: its widget has a description, a Form element in
the structure tree and an (empty) appearance, and the metadata is left as typeset.
"""

import io
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ekelurahan.letters.keys import SealKey
from ekelurahan.letters.waiting import run

FIELD_NAME = "Segel"
_DIGEST = "sha256"
_PRINT_AND_LOCKED = 4 | 128  # PDF/A-2, 6.3.2: an annotation prints and is not hidden
_CMS_MARGIN = 768  # bytes beside the two certificates: attributes, issuer name, signature


def seal(pdf: bytes, key: SealKey, *, at: datetime, reason: str = "", location: str = "") -> bytes:
    """The sealed file: the given bytes, unchanged, followed by the signature over all of it.

    `at` is aware; it is what the signature claims (a timestamp authority would prove it; there is none yet).
    """
    signer = _signer(key)
    writer = _LetterWriter(io.BytesIO(pdf))
    _add_field(writer, signer.owner)
    signature = SignatureObject(
        timestamp=at,
        name=signer.owner,
        reason=reason or None,
        location=location or None,
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=signer.bytes_reserved,
    )
    return _embedded(writer, signature, signer)


class _LetterWriter(IncrementalPdfFileWriter):
    """Leaves the metadata alone: it was written by typesetting, conforms to PDF/A, and costs a third of the time."""

    def _update_meta(self) -> None:
        pass


class _WhoseSeal(CMSAttributeProvider, SignedAttributeProviderSpec):
    """The one signed attribute that PAdES-B-B asks for beside digest and type: which certificate signs (RFC 5035).

    Encoded once for each key: to let it be encoded anew inside every seal takes three quarters of a seal's time.
    """

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificate: asn1_x509.Certificate) -> None:
        self._encoded = as_signing_certificate_v2(certificate).dump()

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterable[CMSAttributeProvider]:  # noqa: ARG002  # the same for every letter
        return [self]

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:  # noqa: FBT001, FBT002, ARG002  # pyHanko's signature
        return tsp.SigningCertificateV2.load(self._encoded)


class _OfficeSigner(Signer):
    """Signs with a key that is already in memory, instead of parsing it for every letter."""

    def __init__(self, key: SealKey) -> None:
        certificate, ca = (
            asn1_x509.Certificate.load(item.public_bytes(Encoding.DER))
            for item in (key.certificate, key.ca_certificate)
        )
        store = SimpleCertificateStore()
        store.register(ca)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self.signed_attr_prov_spec = _WhoseSeal(certificate)
        self._key = key.private_key
        self.owner = str(self.subject_name)
        # Written as hexadecimal digits: two for each byte.
        self.bytes_reserved = 2 * (len(certificate.dump()) + len(ca.dump()) + _CMS_MARGIN)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002, ARG002  # pyHanko's signature
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


@lru_cache(maxsize=256)
def _signer(key: SealKey) -> _OfficeSigner:
    return _OfficeSigner(key)


def _embedded(writer: IncrementalPdfFileWriter, signature: SignatureObject, signer: _OfficeSigner) -> bytes:
    """Write the file with room for the signature, sign all the rest of it, and put the signature in."""
    steps = PdfCMSEmbedder().write_cms(FIELD_NAME, writer, existing_fields_only=True)
    next(steps)
    rule = SigMDPSetup(md_algorithm=_DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(sig_placeholder=signature, mdp_setup=rule))
    prepared, output = steps.send(SigIOSetup(md_algorithm=_DIGEST))
    attributes = PdfCMSSignedAttributes()  # PAdES: the time stands in the signature dictionary, not here
    message = run(signer.async_sign(prepared.document_digest, _DIGEST, use_pades=True, signed_attr_settings=attributes))
    steps.send(message)
    return cast("bytes", output.getvalue())


# ---- the signature field


def _add_field(writer: IncrementalPdfFileWriter, description: str) -> None:
    page_ref = writer.find_page_for_modification(0)[0]
    field = _dictionary(
        FT=pdf_name("/Sig"),
        T=pdf_string(FIELD_NAME),
        TU=pdf_string(description),
        Type=pdf_name("/Annot"),
        Subtype=pdf_name("/Widget"),
        F=generic.NumberObject(_PRINT_AND_LOCKED),
        Rect=generic.ArrayObject([generic.NumberObject(0)] * 4),
        P=page_ref,
        AP=_dictionary(N=writer.add_object(_empty_appearance())),
    )
    field_ref = writer.add_object(field)
    form = _dictionary(Fields=generic.ArrayObject([field_ref]), SigFlags=generic.NumberObject(3))
    writer.root["/AcroForm"] = writer.add_object(form)
    _plainer_mark_info(writer)
    writer.update_root()
    writer.register_annotation(page_ref, field_ref)
    field["/StructParent"] = _add_to_structure(writer, page_ref, field_ref, description)


def _add_to_structure(
    writer: IncrementalPdfFileWriter,
    page_ref: generic.IndirectObject,
    field_ref: generic.IndirectObject,
    description: str,
) -> generic.NumberObject:
    """Put the widget into the structure tree as a Form element (PDF/UA-1, 7.18.4). Returns its key in the tree."""
    tree = writer.root["/StructTreeRoot"]
    document_ref = tree["/K"].raw_get(0)
    element = _dictionary(
        Type=pdf_name("/StructElem"),
        S=pdf_name("/Form"),
        P=document_ref,
        Alt=pdf_string(description),
        K=_dictionary(Type=pdf_name("/OBJR"), Obj=field_ref, Pg=page_ref),
    )
    element_ref = writer.add_object(element)
    children = document_ref.get_object()["/K"]
    children.append(element_ref)
    writer.update_container(children)
    key = generic.NumberObject(tree["/ParentTreeNextKey"])
    numbers = tree["/ParentTree"]["/Nums"]
    numbers.extend([key, element_ref])
    writer.update_container(numbers)
    tree["/ParentTreeNextKey"] = generic.NumberObject(key + 1)
    writer.update_container(tree)
    return key


def _plainer_mark_info(writer: IncrementalPdfFileWriter) -> None:
    """Drop `/Suspects false`, the default: poppler up to 22 complains about it."""
    writer.root["/MarkInfo"].pop("/Suspects", None)


def _empty_appearance() -> generic.StreamObject:
    box = generic.ArrayObject([generic.NumberObject(0)] * 4)
    return generic.StreamObject(
        _dictionary(Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=box), stream_data=b""
    )


def _dictionary(**entries: Any) -> generic.DictionaryObject:  # PDF objects of any kind
    return generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in entries.items()})
