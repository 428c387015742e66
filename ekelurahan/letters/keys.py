"""The keys that letters are sealed with: one certificate authority per deployment, one sealing key per office.

They live in a folder of the deployment, one file each: the private key (PKCS#8, encrypted with the deployment's
passphrase) followed by its certificate. A file appears whole or not at all, and the first process to make one wins.
"""

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ekelurahan.lib.now import now

_CA_YEARS = 20
_OFFICE_YEARS = 5
_RENEW_BEFORE = timedelta(days=30)
_BACKDATED = timedelta(days=1)  # so that a clock that runs a little slow elsewhere accepts a new certificate
_LONGEST_NAME = 64  # X.520: a common name or organisation has at most 64 characters
_DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


class KeyUnusableError(Exception):
    """A key cannot be used. The message is for whoever runs the deployment."""


@dataclass(frozen=True, eq=False)
class Authority:
    """The deployment's certificate authority; its certificate is what a verifier trusts."""

    private_key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


@dataclass(frozen=True, eq=False)
class SealKey:
    """What an office seals its letters with."""

    private_key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    ca_certificate: x509.Certificate


def ensure_ca(folder: Path, passphrase: bytes, name: str) -> Authority:
    """The deployment's authority, made on first use. `name` is the owner: "Pemerintah Kota Palembang"."""
    path = folder / "ca.pem"
    if not path.exists():
        _create(path, _pem(*_new_ca(name), passphrase))
    authority = Authority(*_load(path, passphrase))
    public = folder / "ca.crt"
    if not public.exists():
        _create(public, authority.certificate.public_bytes(serialization.Encoding.PEM))
    return authority


def ensure_office_key(folder: Path, passphrase: bytes, kelurahan_id: int, name: str) -> SealKey:
    """The sealing key of one office, made on first use and again 30 days before its certificate ends.

    `name` is the office: "Kelurahan Plaju Ulu". Raises KeyUnusableError when there is no authority yet, or the
    passphrase is wrong.
    """
    authority = Authority(*_load(folder / "ca.pem", passphrase))
    path = folder / "offices" / f"{kelurahan_id}.pem"
    if not path.exists():
        _create(path, _pem(*_new_office(authority, kelurahan_id, name), passphrase))
    key, certificate = _load(path, passphrase)
    if certificate.not_valid_after_utc - now() < _RENEW_BEFORE:
        _replace(path, _pem(*_new_office(authority, kelurahan_id, name), passphrase))
        key, certificate = _load(path, passphrase)
    return _seal_key(key, certificate, authority.certificate)


def ca_certificate(folder: Path) -> x509.Certificate:
    """What a verifier trusts; needs no passphrase. Raises KeyUnusableError when there is no authority yet."""
    try:
        return x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes())
    except (OSError, ValueError) as error:
        raise KeyUnusableError(f"Sertifikat CA tidak terbaca di {folder}: {error}") from error


# ---- making


def _new_ca(name: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"Otoritas Segel Elektronik {name}", name)
    builder = (
        _builder(subject, key.public_key(), _CA_YEARS)
        .issuer_name(subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    )
    return key, builder.sign(key, hashes.SHA256())


def _new_office(
    authority: Authority, kelurahan_id: int, name: str
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    owner = str(issuer.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)
    subject = _name(f"Segel Elektronik {name}", owner, serial=str(kelurahan_id))
    builder = (
        _builder(subject, key.public_key(), _OFFICE_YEARS)
        .issuer_name(issuer.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private_key.public_key()), critical=False
        )
    )
    return key, builder.sign(authority.private_key, hashes.SHA256())


def _builder(subject: x509.Name, public_key: ec.EllipticCurvePublicKey, years: int) -> x509.CertificateBuilder:
    start = now() - _BACKDATED
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=round(365.25 * years)))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _name(common_name: str, owner: str, serial: str = "") -> x509.Name:
    attributes = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner[:_LONGEST_NAME]),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name[:_LONGEST_NAME]),
    ]
    if serial:
        attributes.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(attributes)


def _usage(**granted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign"
        " encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: granted.get(name, False) for name in names.split()})


# ---- keeping


def _pem(key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, passphrase: bytes) -> bytes:
    encryption = serialization.BestAvailableEncryption(passphrase)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def _create(path: Path, content: bytes) -> None:
    """Write the file unless somebody was faster: linking fails when the name is taken."""
    draft = _draft(path, content)
    try:
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
    _sync(path.parent)


def _replace(path: Path, content: bytes) -> None:
    _draft(path, content).replace(path)
    _sync(path.parent)


def _draft(path: Path, content: bytes) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _load(path: Path, passphrase: bytes) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    try:
        return _read(path, path.stat().st_mtime_ns, passphrase)
    except FileNotFoundError as error:
        raise KeyUnusableError(f"Kunci segel belum dibuat: {path}. Jalankan `ekelurahan keys`.") from error
    except ValueError as error:
        raise KeyUnusableError(f"Kunci segel {path} tidak terbuka: kata sandi salah atau berkas rusak.") from error


@lru_cache(maxsize=1024)  # the same object for the same key: sealing prepares itself once for each
def _seal_key(
    private_key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, ca_certificate: x509.Certificate
) -> SealKey:
    return SealKey(private_key, certificate, ca_certificate)


@lru_cache(maxsize=1024)  # decrypting takes milliseconds, and every letter asks
def _read(path: Path, _changed_at: int, passphrase: bytes) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    content = path.read_bytes()
    key = serialization.load_pem_private_key(content, passphrase)
    certificate = x509.load_pem_x509_certificate(content)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise ValueError("key and certificate do not belong together")
    return key, certificate
