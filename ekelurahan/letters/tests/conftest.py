"""What the tests of the paper side share: a deployment's authority, one office's key, one sealed letter."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from ekelurahan.letters.keys import SealKey, ca_certificate, ensure_ca, ensure_office_key
from ekelurahan.letters.seal import seal
from ekelurahan.letters.tests.papers import declaration
from ekelurahan.letters.typesetting import typeset


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority for the city."""
    folder = tmp_path_factory.mktemp("keys")
    ensure_ca(folder, b"rahasia", "Pemerintah Kota Palembang")
    return folder


@pytest.fixture(scope="session")
def seal_key(key_folder: Path) -> SealKey:
    """The sealing key of Plaju Ulu."""
    return ensure_office_key(key_folder, b"rahasia", 1671141001, "Kelurahan Plaju Ulu")


@pytest.fixture(scope="session")
def ca(key_folder: Path) -> x509.Certificate:
    """What a verifier trusts."""
    return ca_certificate(key_folder)


@pytest.fixture(scope="session")
def sealed(seal_key: SealKey) -> bytes:
    """A declaration of one page, sealed by Plaju Ulu."""
    at = datetime.now(UTC)
    return seal(typeset(declaration()), seal_key, at=at, reason="Pengesahan surat", location="Palembang")
