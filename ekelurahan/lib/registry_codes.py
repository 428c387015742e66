"""Code lists that the resident register keeps beside the official ones (numbers as OpenSID files carry them)."""

from typing import Self

from ekelurahan.lib.coded import Coded


class Schooling(Coded):
    """Pendidikan yang sedang ditempuh."""

    BEFORE_KINDERGARTEN = "before_kindergarten", 1, "BELUM MASUK TK/KELOMPOK BERMAIN"
    KINDERGARTEN = "kindergarten", 2, "SEDANG TK/KELOMPOK BERMAIN"
    NEVER = "never", 3, "TIDAK PERNAH SEKOLAH"
    PRIMARY = "primary", 4, "SEDANG SD/SEDERAJAT"
    PRIMARY_LEFT = "primary_left", 5, "TIDAK TAMAT SD/SEDERAJAT"
    JUNIOR_HIGH = "junior_high", 6, "SEDANG SLTP/SEDERAJAT"
    SENIOR_HIGH = "senior_high", 7, "SEDANG SLTA/SEDERAJAT"
    DIPLOMA_1 = "diploma_1", 8, "SEDANG D-1/SEDERAJAT"
    DIPLOMA_2 = "diploma_2", 9, "SEDANG D-2/SEDERAJAT"
    DIPLOMA_3 = "diploma_3", 10, "SEDANG D-3/SEDERAJAT"
    BACHELOR = "bachelor", 11, "SEDANG S-1/SEDERAJAT"
    MASTER = "master", 12, "SEDANG S-2/SEDERAJAT"
    DOCTOR = "doctor", 13, "SEDANG S-3/SEDERAJAT"
    SPECIAL_A = "special_a", 14, "SEDANG SLB A/SEDERAJAT"
    SPECIAL_B = "special_b", 15, "SEDANG SLB B/SEDERAJAT"
    SPECIAL_C = "special_c", 16, "SEDANG SLB C/SEDERAJAT"
    ILLITERATE = "illiterate", 17, "TIDAK DAPAT MEMBACA DAN MENULIS HURUF LATIN/ARAB"
    NOT_NOW = "not_now", 18, "TIDAK SEDANG SEKOLAH"


class Contraception(Coded):
    """Cara KB."""

    PILL = "pill", 1, "PIL"
    IUD = "iud", 2, "IUD"
    INJECTION = "injection", 3, "SUNTIK"
    CONDOM = "condom", 4, "KONDOM"
    IMPLANT = "implant", 5, "SUSUK KB"
    STERILISED_WOMAN = "sterilised_woman", 6, "STERILISASI WANITA"
    STERILISED_MAN = "sterilised_man", 7, "STERILISASI PRIA"
    NONE = "none", 8, "TIDAK MENGGUNAKAN"
    OTHER = "other", 99, "LAINNYA"


class Pregnancy(Coded):
    """Status kehamilan."""

    PREGNANT = "pregnant", 1, "HAMIL"
    NOT_PREGNANT = "not_pregnant", 2, "TIDAK HAMIL"


class IdCard(Coded):
    """Identitas elektronik."""

    NONE = "none", 1, "BELUM"
    KTP_EL = "ktp_el", 2, "KTP-EL"
    CHILD_CARD = "child_card", 3, "KIA"


class IdCardStatus(Coded):
    """Status rekam KTP-el, in the words of SIAK."""

    NOT_REQUIRED = "not_required", 1, "BELUM WAJIB"
    NOT_RECORDED = "not_recorded", 2, "BELUM REKAM"
    RECORDED = "recorded", 3, "SUDAH REKAM"
    PRINTED = "printed", 4, "CARD PRINTED"
    READY_TO_PRINT = "ready_to_print", 5, "PRINT READY RECORD"
    SHIPPED = "shipped", 6, "CARD SHIPPED"
    SENT_TO_PRINT = "sent_to_print", 7, "SENT FOR CARD PRINTING"
    ISSUED = "issued", 8, "CARD ISSUED"

    @property
    def words(self) -> str:
        """What the English words of SIAK mean."""
        return _CARD_STATES.get(self.value, super().words)


_CARD_STATES = {
    IdCardStatus.PRINTED.value: "KTP-el sudah dicetak",
    IdCardStatus.READY_TO_PRINT.value: "Siap dicetak",
    IdCardStatus.SHIPPED.value: "KTP-el sudah dikirim",
    IdCardStatus.SENT_TO_PRINT.value: "Dikirim untuk dicetak",
    IdCardStatus.ISSUED.value: "KTP-el sudah diserahkan",
}


class LifeStatus(Coded):
    """Status dasar: whether the person still counts as a resident, or why not."""

    ALIVE = "alive", 1, "HIDUP"
    DEAD = "dead", 2, "MATI"
    MOVED = "moved", 3, "PINDAH"
    LOST = "lost", 4, "HILANG"
    AWAY = "away", 6, "PERGI"
    INVALID = "invalid", 9, "TIDAK VALID"

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """Longer words of files."""
        return {"PINDAH DALAM NEGERI": cls.MOVED, "PINDAH LUAR NEGERI": cls.MOVED, "MENINGGAL": cls.DEAD}


class Insurance(Coded):
    """Asuransi kesehatan."""

    NONE = "none", 1, "TIDAK/BELUM PUNYA"
    BPJS_AIDED = "bpjs_aided", 2, "BPJS PENERIMA BANTUAN IURAN"
    BPJS = "bpjs", 3, "BPJS NON PENERIMA BANTUAN IURAN"
    BPJS_REGION = "bpjs_region", 4, "BPJS BANTUAN DAERAH"
    OTHER = "other", 99, "ASURANSI LAINNYA"


class Residence(Coded):
    """Kependudukan: where the person is at home (Permendagri 74/2022 on non-permanent residents)."""

    PERMANENT = "permanent", 1, "PENDUDUK TETAP"
    TEMPORARY = "temporary", 2, "PENDUDUK NONPERMANEN"


class StayPermit(Coded):
    """Izin tinggal orang asing."""

    ITAS = "itas", 1, "ITAS (TERBATAS)"
    ITAP = "itap", 2, "ITAP (TETAP)"

    @property
    def words(self) -> str:
        """What stands in brackets explains the letters before: in small letters."""
        return super().words.replace("(T", "(t")


class Sponsor(Coded):
    """Tipe sponsor orang asing, as F-1.01 asks it."""

    INTERNATIONAL = "international", 1, "ORGANISASI INTERNASIONAL"
    GOVERNMENT = "government", 2, "PEMERINTAH"
    COMPANY = "company", 3, "PERUSAHAAN"
    PERSON = "person", 4, "PERORANGAN"
    NONE = "none", 5, "TANPA SPONSOR"


class Literacy(Coded):
    """Dapat membaca huruf, for the register of residents."""

    LATIN = "latin", 1, "LATIN"
    REGIONAL = "regional", 2, "DAERAH"
    ARABIC = "arabic", 3, "ARAB"
    LATIN_REGIONAL = "latin_regional", 4, "LATIN DAN DAERAH"
    LATIN_ARABIC = "latin_arabic", 5, "LATIN DAN ARAB"
    ALL = "all", 6, "LATIN, DAERAH DAN ARAB"
    NONE = "none", 9, "BUTA HURUF"


class DeathCause(Coded):
    """Sebab kematian, as F-2.01 asks it."""

    ILLNESS = "illness", 1, "SAKIT BIASA/TUA"
    EPIDEMIC = "epidemic", 2, "WABAH PENYAKIT"
    ACCIDENT = "accident", 3, "KECELAKAAN"
    CRIME = "crime", 4, "KRIMINALITAS"
    SUICIDE = "suicide", 5, "BUNUH DIRI"
    OTHER = "other", 6, "LAINNYA"


class DeathWitness(Coded):
    """Yang menerangkan kematian."""

    DOCTOR = "doctor", 1, "DOKTER"
    HEALTH_WORKER = "health_worker", 2, "TENAGA KESEHATAN"
    POLICE = "police", 3, "KEPOLISIAN"
    OTHER = "other", 4, "LAINNYA"


class BirthSite(Coded):
    """Tempat dilahirkan, as F-2.01 asks it."""

    HOSPITAL = "hospital", 1, "RS/RB"
    HEALTH_CENTRE = "health_centre", 2, "PUSKESMAS"
    VILLAGE_POST = "village_post", 3, "POLINDES"
    HOME = "home", 4, "RUMAH"
    OTHER = "other", 5, "LAINNYA"


class BirthMultiple(Coded):
    """Jenis kelahiran."""

    SINGLE = "single", 1, "TUNGGAL"
    TWIN = "twin", 2, "KEMBAR 2"
    TRIPLET = "triplet", 3, "KEMBAR 3"
    QUADRUPLET = "quadruplet", 4, "KEMBAR 4"
    OTHER = "other", 5, "LAINNYA"


class BirthHelper(Coded):
    """Penolong kelahiran."""

    DOCTOR = "doctor", 1, "DOKTER"
    MIDWIFE = "midwife", 2, "BIDAN/PERAWAT"
    TRADITIONAL = "traditional", 3, "DUKUN"
    OTHER = "other", 4, "LAINNYA"


class MoveReason(Coded):
    """Alasan pindah, as F-1.03 asks it."""

    WORK = "work", 1, "PEKERJAAN"
    STUDY = "study", 2, "PENDIDIKAN"
    SAFETY = "safety", 3, "KEAMANAN"
    HEALTH = "health", 4, "KESEHATAN"
    HOUSING = "housing", 5, "PERUMAHAN"
    FAMILY = "family", 6, "KELUARGA"
    OTHER = "other", 7, "LAINNYA"


class MoveKind(Coded):
    """Jenis kepindahan: who of a family goes. Computed, never typed."""

    HEAD = "head", 1, "KEPALA KELUARGA"
    WHOLE_FAMILY = "whole_family", 2, "KEPALA KELUARGA DAN SELURUH ANGGOTA KELUARGA"
    HEAD_AND_SOME = "head_and_some", 3, "KEPALA KELUARGA DAN SEBAGIAN ANGGOTA KELUARGA"
    MEMBERS = "members", 4, "ANGGOTA KELUARGA"


class MoveClass(Coded):
    """Klasifikasi kepindahan: which border is crossed. Computed from the two region codes; `detail` of a departure."""

    INSIDE = "inside", 1, "DALAM SATU DESA/KELURAHAN"
    KELURAHAN = "kelurahan", 2, "ANTAR DESA/KELURAHAN (DALAM SATU KECAMATAN)"
    KECAMATAN = "kecamatan", 3, "ANTAR KECAMATAN (DALAM SATU KAB/KOTA)"
    CITY = "city", 4, "ANTAR KAB/KOTA (DALAM SATU PROVINSI)"
    PROVINCE = "province", 5, "ANTAR PROVINSI"
    ABROAD = "abroad", 6, "KE LUAR NEGERI"  # F-1.03 has no number for it: form SKPLN


class CardStatus(Coded):
    """Status KK of those who move, and of those who stay."""

    LODGING = "lodging", 1, "NUMPANG KK"
    NEW = "new", 2, "MEMBUAT KK BARU"
