"""The formats that offices bring: SIAK, BIP, CSV, old Excel, our own columns, and any table by mapping."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from ekelurahan.areas.scope import office_scope
from ekelurahan.residents.importing import Mapping, Report, Wishes, run
from ekelurahan.residents.importing.choosing import mapping_from, offers_of
from ekelurahan.residents.importing.reading import UnusableFile, open_book
from ekelurahan.residents.models import FamilyCard, Resident
from ekelurahan.residents.tests.old_excel import write_old_excel

pytestmark = pytest.mark.django_db

PLAJU_ULU = 1671141001
SIAK = [
    "Nomor KK",
    "NIK",
    "Nama Penduduk",
    "Status",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Kelamin",
    "NIK Ayah",
    "Ayah",
    "NIK Ibu",
    "Ibu",
    "Status Kawin",
    "SHDK",
    "Agama",
    "Kecamatan",
    "Desa/Kel",
    "Alamat",
    "RW",
    "RT",
    "Pendidikan",
    "Pekerjaan",
    "Deskripsi Pekerjaan",
    "Gol. Darah",
    "Cacat",
    "Cetak KTP",
    "Ganti KTP",
    "KTP Berakhir",
    "Nomor Paspor",
    "Nomor Akta Lahir",
    "Nomor Akta Kawin",
    "Tanggal Kwn",
    "Nomor Akta Cerai",
    "Tgl Cerai",
    "Petugas Registrasi",
    "Tgl Ubah",
    "Petugas Entri",
    "Tgl Entri",
]
SIAK_ROW = [
    "9971140101200001",
    "9971140101880001",
    "AHMAD DAHLAN",
    "HIDUP",
    "PALEMBANG",
    "01-01-1988",
    "LAKI-LAKI",
    "",
    "DAHLAN",
    "",
    "AMINAH",
    "KAWIN",
    "KEPALA KELUARGA",
    "ISLAM",
    "PLAJU",
    "PLAJU ULU",
    "JL KAPTEN ABDULLAH 12",
    "002",
    "001",
    "SLTA / SEDERAJAT",
    "KARYAWAN SWASTA",
    "",
    "O",
    "TIDAK CACAT",
    "Y",
    "T",
    "",
    "",
    "",
    "12/2010",
    "12-01-2010",
    "",
    "",
    "X",
    "01-01-2020",
    "Y",
    "01-01-2019",
]
BIP_HEAD = [
    "NO", "Nama Lengkap", "NIK", "Tempat Lahir", "Tgl/Bln/Th", "JK", "Stat Kwn", "Gol. Drh", "SHDK", "Agama",
    "Pendidikan Terakhir", "No Akta Lahir", "Pekerjaan", "Nama Ibu", "Nama Ayah", "Wjb KTP", "KTP-eL", "Status", "Stat Rkm",
]  # fmt: skip
BIP_ROWS = [
    ["BUKU INDUK PENDUDUK"],
    BIP_HEAD,
    ["No. KK : 9971140101200001", "", "", "Nama Kepala Keluarga : AHMAD DAHLAN", "", "Alamat : JL KAPTEN ABDULLAH 12 RT 001 RW 002"],
    ["1", "AHMAD DAHLAN", "9971140101880001", "PALEMBANG", "01-01-1988", "Lk", "K", "-", "KEPALA KELUARGA", "ISLAM",
     "SLTA / SEDERAJAT", "6767/2002", "KARYAWAN SWASTA", "AMINAH", "DAHLAN", "WAJIB", "KTP-eL", "SDH DPT", "CARD SHIPPED"],
    ["2", "SITI", "9971145505900001", "PALEMBANG", "15-05-1990", "Pr", "K", "O", "ISTRI", "ISLAM", "SLTA / SEDERAJAT", "",
     "MENGURUS RUMAH TANGGA", "ANI", "UMAR", "WAJIB", "KTP-eL", "SDH DPT", "CARD PRINTED"],
    ["9971140101200002", "", "", "", "", "", "", "", "", "", "", "DESA LUBUK RT/RW : 003/004 DUSUN : MAWAR"],
    BIP_HEAD,
    ["1", "NETI", "9971146512620001", "LAHAT", "25-12-1962", "Pr", "CM", "-", "KEPALA KELUARGA", "ISLAM", "TAMAT SD / SEDERAJAT",
     "", "BELUM / TIDAK BEKERJA", "X", "WARTA", "WAJIB", "", "SDH DPT", ""],
    ["Keterangan: dicetak oleh SIAK"],
]  # fmt: skip


def book_of(path: Path, rows: list[list[str]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Lembar")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return path


def imported(path: Path, mapping: Mapping | None = None) -> Report:
    report = run(path, PLAJU_ULU, by=None, wishes=Wishes(mapping=mapping))
    assert not report.problem, report.problem
    assert report.refused == 0, report.lines()
    return report


def test_an_export_of_siak_is_understood(tmp_path: Path) -> None:
    assert len(SIAK) == 37
    report = imported(book_of(tmp_path / "a.xlsx", [SIAK, SIAK_ROW]))
    assert (report.kind, report.new, report.warnings.count) == ("siak", 1, 0)
    with office_scope(PLAJU_ULU):
        person = Resident.objects.select_related("family_card").get()
    assert (person.father_name, person.marital_status, person.blood_group) == ("DAHLAN", "married", "O")
    assert (person.education, person.marriage_date, person.life_status) == ("senior_high", date(2010, 1, 12), "alive")
    assert (person.family_card.rt, person.family_card.rw) == ("001", "002")


def test_a_status_that_says_something_else_is_left_alone(tmp_path: Path) -> None:
    report = imported(book_of(tmp_path / "a.xlsx", [SIAK, [*SIAK_ROW[:3], "TERCATAT", *SIAK_ROW[4:]]]))
    assert (report.new, report.warnings.listed[0].column) == (1, "Status")


def test_a_bip_is_read_family_by_family(tmp_path: Path) -> None:
    report = imported(book_of(tmp_path / "a.xlsx", BIP_ROWS))
    assert (report.kind, report.rows, report.new, report.new_cards) == ("bip", 3, 3, 2)
    with office_scope(PLAJU_ULU):
        ahmad, siti, neti = Resident.objects.select_related("family_card").order_by("-family_relation", "birth_date")[
            :3
        ]
        people = {person.name: person for person in (ahmad, siti, neti)}
        cards = {card.no_kk: card for card in FamilyCard.objects.all()}
    assert (people["SITI"].sex, people["SITI"].id_card_status) == ("female", "printed")
    assert people["AHMAD DAHLAN"].family_card.no_kk == "9971140101200001"
    assert (cards["9971140101200001"].address, cards["9971140101200001"].rt) == ("JL KAPTEN ABDULLAH 12", "001")
    neti_card = cards["9971140101200002"]
    assert (neti_card.address, neti_card.hamlet, neti_card.rt, neti_card.rw) == ("DESA LUBUK", "MAWAR", "003", "004")


HEAD = "NIK;Nama;No KK;L/P;Tgl Lahir;RT;RW;Alamat\n"
PERSON = "9971140101880001;Ahmad;9971140101200001;L;01/01/1988;1;2;Jl. Café, No. 1\n"


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + PERSON).encode(),
        (HEAD + PERSON).encode("utf-8-sig"),
        (HEAD + PERSON).encode("cp1252"),
        (HEAD + PERSON).encode("utf-16"),
        ("sep=;\n" + HEAD + PERSON).encode(),
        (HEAD + PERSON.replace("1;2", '="001";="002"')).encode(),
        (HEAD + PERSON).replace(",", "").replace("Café", "Café,").replace(";", "\t").encode(),
        (HEAD + PERSON)
        .replace(", No", " No")
        .replace("Café", '"Café,"')
        .replace(";", ",")
        .replace(' "Café,"', " Café")
        .encode(),
    ],
)
def test_csv_in_every_dress_is_understood(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert imported(tmp_path / "a.csv").new == 1
    with office_scope(PLAJU_ULU):
        card = FamilyCard.objects.get()
    assert (card.address[:8], card.rt, card.rw) == ("Jl. Café", "001", "002")


def test_a_file_of_old_excel_is_understood(tmp_path: Path) -> None:
    person: list[object] = [*PERSON.strip().split(";")]
    person[5], person[6] = 1, 2.0
    write_old_excel(tmp_path / "a.xls", "Data Penduduk", [HEAD.strip().split(";"), person])
    report = imported(tmp_path / "a.xls")
    assert (report.sheet, report.new) == ("Data Penduduk", 1)
    person[0] = 9971140101880010
    write_old_excel(tmp_path / "a.xls", "Data Penduduk", [HEAD.strip().split(";"), person])
    assert "menghapus angka terakhir" in run(tmp_path / "a.xls", PLAJU_ULU, by=None).errors.listed[0].message


def test_new_columns_of_foreigners_are_understood(tmp_path: Path) -> None:
    head = ["NIK", "Nama", "Nomor KK", "Jenis kelamin", "Tanggal lahir", "RT", "RW", "Kewarganegaraan", "Kebangsaan",
            "Jenis izin tinggal", "Izin tinggal berlaku sampai", "Status tinggal", "Gelar belakang"]  # fmt: skip
    row = ["9971140101880001", "JOHN DOE", "9971140101200001", "L", "1988-01-01", "1", "2", "WNA", "Belanda", "ITAP", "31-12-2030",
           "Penduduk Nonpermanen", "M.Sc."]  # fmt: skip
    imported(book_of(tmp_path / "a.xlsx", [head, row]))
    with office_scope(PLAJU_ULU):
        person = Resident.objects.get()
    assert (person.citizenship, person.nationality, person.stay_permit_kind) == ("WNA", "Belanda", "itap")
    assert (person.stay_permit_expiry_date, person.residence, person.is_counted) == (
        date(2030, 12, 31),
        "temporary",
        False,
    )
    assert person.title_suffix == "M.Sc."


def test_words_change_what_a_heading_means(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD.replace("Nama", "Panggilan") + PERSON)
    with open_book(tmp_path / "a.csv") as book:
        assert "Panggilan" in offers_of(book)[0].headings
        mapping = mapping_from(book, "", ["Panggilan=nama", "Alamat="])
        with pytest.raises(UnusableFile, match="Zodiak"):
            mapping_from(book, "", ["Zodiak=nama"])
        with pytest.raises(UnusableFile, match="Lembar"):
            mapping_from(book, "Lain", [])
    assert imported(tmp_path / "a.csv", mapping).new == 1
    with office_scope(PLAJU_ULU):
        assert FamilyCard.objects.get().address == ""


def test_a_mapping_without_anything_to_know_people_by_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + PERSON)
    report = run(tmp_path / "a.csv", PLAJU_ULU, by=None, wishes=Wishes(mapping=Mapping("CSV", {1: "name"})))
    assert "Petakan NIK" in report.problem


def test_a_file_with_nik_and_one_more_column_updates_people(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + PERSON)
    imported(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("NIK;Pekerjaan\n9971140101880001;Nelayan/Perikanan\n")
    assert run(tmp_path / "b.csv", PLAJU_ULU, by=None).problem
    report = imported(tmp_path / "b.csv", Mapping("CSV", {0: "nik", 1: "occupation"}))
    assert (report.changed, report.changed_columns) == (1, {"Pekerjaan": 1})
