"""The 44 columns of OpenSID's format: which of our columns each fills. Facts from public descriptions (2024 and 2026)."""

from dataclasses import dataclass

from ekelurahan.residents.importing.fields import FIELDS, Reader


@dataclass(frozen=True)
class Column:
    """One column of the file."""

    header: str
    field: str  # of Resident or FamilyCard

    @property
    def read(self) -> Reader:
        """How its cells are read."""
        return FIELDS[self.field].read


COLUMNS = (
    Column("alamat", "address"),
    Column("dusun", "hamlet"),
    Column("rw", "rw"),
    Column("rt", "rt"),
    Column("nama", "name"),
    Column("no_kk", "no_kk"),
    Column("nik", "nik"),
    Column("sex", "sex"),
    Column("tempatlahir", "birth_place"),
    Column("tanggallahir", "birth_date"),
    Column("agama_id", "religion"),
    Column("pendidikan_kk_id", "education"),
    Column("pendidikan_sedang_id", "schooling"),
    Column("pekerjaan_id", "occupation"),
    Column("status_kawin", "marital_status"),
    Column("kk_level", "family_relation"),
    Column("warganegara_id", "citizenship"),
    Column("ayah_nik", "father_nik"),
    Column("nama_ayah", "father_name"),
    Column("ibu_nik", "mother_nik"),
    Column("nama_ibu", "mother_name"),
    Column("golongan_darah_id", "blood_group"),
    Column("akta_lahir", "birth_certificate"),
    Column("dokumen_pasport", "passport"),
    Column("tanggal_akhir_paspor", "passport_expiry_date"),
    Column("dokumen_kitas", "stay_permit"),
    Column("akta_perkawinan", "marriage_certificate"),
    Column("tanggalperkawinan", "marriage_date"),
    Column("akta_perceraian", "divorce_certificate"),
    Column("tanggalperceraian", "divorce_date"),
    Column("cacat_id", "disability"),
    Column("cara_kb_id", "contraception"),
    Column("hamil", "pregnancy"),
    Column("ktp_el", "id_card"),
    Column("status_rekam", "id_card_status"),
    Column("alamat_sekarang", "current_address"),
    Column("status_dasar", "life_status"),
    Column("suku", "ethnicity"),
    Column("tag_id_card", "card_tag"),
    Column("id_asuransi", "insurance"),
    Column("no_asuransi", "insurance_number"),
    Column("lat", "latitude"),
    Column("lng", "longitude"),
    Column("ket", "remark"),
)
