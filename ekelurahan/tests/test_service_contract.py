"""What every service folder must keep, whoever wrote it: asked of the real ones and of the fictitious one."""

import io
import re
from collections import Counter
from dataclasses import asdict
from datetime import date

import pypdfium2
import pytest

from ekelurahan.catalogue.answers import as_written, clean
from ekelurahan.catalogue.letter import Party, compose, content_from_dict, named_facts
from ekelurahan.catalogue.registry import all_services
from ekelurahan.catalogue.service import Kind, Product, Service
from ekelurahan.catalogue.workflow import CHAINS, Chain, Status
from ekelurahan.letters.composition import letterhead_of
from ekelurahan.letters.number import check_pattern, letter_number
from ekelurahan.letters.sheet import Paper, Sheet, Signer
from ekelurahan.letters.typesetting import typeset
from ekelurahan.offices.models import Office
from ekelurahan.tests.letters_told import every_service, folder_of, golden_file, text_of, told

SERVICES = every_service()
PRODUCTS = [(service, product) for service in SERVICES for product in service.products]
TODAY = date(2026, 11, 24)
SUGGESTIONS_BY_DIGIT = 9
MORE_CHOICES = 12  # beyond that a list is no longer read

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.slug)
each_product = pytest.mark.parametrize(
    ("service", "product"), PRODUCTS, ids=[f"{service.slug}/{product.slug}" for service, product in PRODUCTS]
)


@each_service
def test_the_folder_has_tests_and_the_service_a_standard_of_fourteen_parts(service: Service) -> None:
    assert (folder_of(service) / "tests").is_dir()
    parts = asdict(service.standard)
    assert len(parts) == 14
    assert [name for name, text in parts.items() if not text.strip()] == []
    assert "GRATIS" in service.standard.fee


@each_service
def test_what_the_public_reads_is_there(service: Service) -> None:
    assert service.products
    assert re.fullmatch(r"[a-z][a-z0-9-]*", service.slug)
    assert service.title
    assert service.summary.endswith(".")
    assert service.keywords
    assert 0 < service.target_minutes <= 10


def test_names_are_given_once() -> None:
    codes = Counter(product.code for _, product in PRODUCTS)
    slugs = Counter(service.slug for service in SERVICES)
    assert [name for name, count in (codes + slugs).items() if count > 1] == []
    for service in SERVICES:
        assert len({product.slug for product in service.products}) == len(service.products)


@each_product
def test_questions_are_named_once_and_can_be_answered(service: Service, product: Product) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", product.slug)
    names = [item.name for item in product.fields]
    assert len(set(names)) == len(names)
    for item in product.fields:
        assert item.name.isidentifier()
        assert item.label
        assert len(item.suggestions) <= SUGGESTIONS_BY_DIGIT
        assert bool(item.choices) == (item.kind is Kind.CHOICE)
        assert len(item.choices) <= MORE_CHOICES
        assert all(len(text) <= item.max_length for text in (*item.suggestions, *item.choices))
    keys = [item.key for item in product.requirements]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set(names), "a refusal names a field or a requirement by one key"


@each_product
def test_the_sample_is_valid_and_answers_every_question(service: Service, product: Product) -> None:
    checked = clean(product, product.sample, today=TODAY)
    assert checked.errors == {}
    assert dict(checked.values) == dict(product.sample)
    assert all(product.sample.values())
    assert set(product.sample) == {item.name for item in product.fields}


@each_product
def test_the_letter_uses_every_answer(service: Service, product: Product) -> None:
    text = text_of(told(product)).lower()
    unused = [name for name, value in as_written(product, product.sample).items() if value.lower() not in text]
    assert unused == []


@each_product
def test_each_answer_left_open_is_left_out_without_a_trace(service: Service, product: Product) -> None:
    answers = {item.name: product.sample[item.name] if item.required else "" for item in product.fields}
    text = text_of(told(product, answers))
    assert not re.search(r"[{}]|None|\S  +\S| [,.;]|\(\)", text), text


@each_product
def test_the_wording_names_only_facts_that_exist(service: Service, product: Product) -> None:
    facts = dict.fromkeys(named_facts(product.wording), "x")
    assert compose(product.wording, facts)
    told(product)


@each_product
def test_the_letter_is_signed_by_the_head(service: Service, product: Product) -> None:
    assert [item.party for item in product.wording.signatures].count(Party.HEAD) == 1


@each_product
def test_the_letter_reads_as_agreed(service: Service, product: Product) -> None:
    assert text_of(told(product)) == golden_file(service, product).read_text(), (
        "if the new text is right: python -m ekelurahan.tests.letters_told"
    )


@each_product
def test_the_content_survives_being_stored(service: Service, product: Product) -> None:
    content = told(product)
    again = content_from_dict(content.as_dict())  # type: ignore[arg-type]  # JSON
    assert again == content
    assert again.sha256() == content.sha256()


@each_product
def test_the_number_can_be_written(service: Service, product: Product) -> None:
    check_pattern(product.number_pattern)
    numbers = {
        letter_number(
            product.number_pattern, serial=serial, on=TODAY, classification=product.classification_code, unit="PLU",
            code=product.code,
        )
        for serial in (1, 2, 999, 1000)
    }  # fmt: skip
    assert len(numbers) == 4
    assert 0 < len(product.register) <= 20


@pytest.mark.parametrize("chain", CHAINS.values(), ids=lambda chain: chain.name)
def test_every_chain_an_office_can_pick_ends_in_a_letter(chain: Chain) -> None:
    reached, fresh = {Status.DRAFT}, {Status.DRAFT}
    while fresh:
        fresh = {step.after for step in chain.steps if step.before in fresh} - reached
        reached |= fresh
    assert {Status.ISSUED, Status.HANDED_OVER} <= reached


@each_product
@pytest.mark.parametrize("paper", Paper)
def test_the_letter_fits_on_one_page(service: Service, product: Product, paper: Paper) -> None:
    office = Office(
        name="Plaju Ulu", kecamatan="Plaju", city_title="PEMERINTAH KOTA PALEMBANG", address="Jalan Kapten Abdullah",
        place="Palembang",
    )  # fmt: skip
    pdf = typeset(
        Sheet(
            told(product), letterhead_of(office), Signer("LURAH PLAJU ULU,", "Lukman Hakim, S.IP., M.Si."), "Palembang",
            "400.12.2.1/001/PLU/XI/2026", TODAY, "https://e-kelurahan.example/v/ABCDEFGHJKMNPQRSTVWXYZ0123/",
            "ABCDE-FGHJK-MNPQR-STVWX-YZ012-3", "Disegel.", paper,
        )
    )  # fmt: skip
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert len(document) == 1
    document.close()


def test_the_fictitious_service_is_offered_to_nobody() -> None:
    assert "awan" not in all_services()
    assert "awan" in {service.slug for service in SERVICES}
