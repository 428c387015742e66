"""The official code lists of population administration (annexes of Permendagri 109/2019; numbers as F-1.01 carries them)."""

from typing import Self

from ekelurahan.lib.coded import Coded
from ekelurahan.lib.occupations import Occupation

__all__ = [
    "BloodGroup",
    "Citizenship",
    "Disability",
    "Education",
    "FamilyRelation",
    "MaritalRecord",
    "MaritalStatus",
    "Occupation",
    "Religion",
    "Sex",
]


class Sex(Coded):
    """Jenis kelamin."""

    MALE = "male", 1, "LAKI-LAKI"
    FEMALE = "female", 2, "PEREMPUAN"

    @property
    def letter(self) -> str:
        """L or P, as in tables."""
        return self.label[0]

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """Short forms that offices type."""
        return {
            "L": cls.MALE,
            "LK": cls.MALE,
            "PRIA": cls.MALE,
            "P": cls.FEMALE,
            "PR": cls.FEMALE,
            "WANITA": cls.FEMALE,
        }


class Religion(Coded):
    """Agama."""

    ISLAM = "islam", 1, "ISLAM"
    PROTESTANT = "protestant", 2, "KRISTEN"
    CATHOLIC = "catholic", 3, "KATOLIK"
    HINDU = "hindu", 4, "HINDU"
    BUDDHIST = "buddhist", 5, "BUDDHA"
    CONFUCIAN = "confucian", 6, "KHONGHUCU"
    BELIEF = "belief", 7, "KEPERCAYAAN TERHADAP TUHAN YME"

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """Spellings of other years."""
        return {
            "KRISTEN PROTESTAN": cls.PROTESTANT,
            "KATHOLIK": cls.CATHOLIC,
            "BUDHA": cls.BUDDHIST,
            "KONGHUCU": cls.CONFUCIAN,
            "KHONG HUCU": cls.CONFUCIAN,
            "KEPERCAYAAN": cls.BELIEF,
            "KEPERCAYAAN TERHADAP TUHAN YME / LAINNYA": cls.BELIEF,
        }


class Education(Coded):
    """Pendidikan terakhir dalam KK."""

    NONE = "none", 1, "TIDAK/BELUM SEKOLAH"
    PRIMARY_UNFINISHED = "primary_unfinished", 2, "BELUM TAMAT SD/SEDERAJAT"
    PRIMARY = "primary", 3, "TAMAT SD/SEDERAJAT"
    JUNIOR_HIGH = "junior_high", 4, "SLTP/SEDERAJAT"
    SENIOR_HIGH = "senior_high", 5, "SLTA/SEDERAJAT"
    DIPLOMA_2 = "diploma_2", 6, "DIPLOMA I/II"
    DIPLOMA_3 = "diploma_3", 7, "AKADEMI/DIPLOMA III/SARJANA MUDA"
    BACHELOR = "bachelor", 8, "DIPLOMA IV/STRATA I"
    MASTER = "master", 9, "STRATA II"
    DOCTOR = "doctor", 10, "STRATA III"

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """Spellings of other lists."""
        return {
            "AKADEMI/DIPLOMA III/S. MUDA": cls.DIPLOMA_3,
            "DIPLOMA IV/STRATA 1": cls.BACHELOR,
            "TIDAK TAMAT SD/SEDERAJAT": cls.PRIMARY_UNFINISHED,
        }


class MaritalStatus(Coded):
    """Status perkawinan as on the KTP."""

    SINGLE = "single", 1, "BELUM KAWIN"
    MARRIED = "married", 2, "KAWIN"
    DIVORCED = "divorced", 3, "CERAI HIDUP"
    WIDOWED = "widowed", 4, "CERAI MATI"

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """The letters of BIP files, and the longer words of F-1.01."""
        return {
            "BK": cls.SINGLE,
            "K": cls.MARRIED,
            "CH": cls.DIVORCED,
            "CM": cls.WIDOWED,
            "KAWIN TERCATAT": cls.MARRIED,
            "KAWIN BELUM TERCATAT": cls.MARRIED,
            "CERAI HIDUP TERCATAT": cls.DIVORCED,
            "CERAI HIDUP BELUM TERCATAT": cls.DIVORCED,
        }


class MaritalRecord(Coded):
    """Status perkawinan as F-1.01 asks it. Two of them need the statement F-1.05 (SPTJM)."""

    SINGLE = "single", 1, "BELUM KAWIN"
    MARRIED_RECORDED = "married_recorded", 2, "KAWIN TERCATAT"
    MARRIED_UNRECORDED = "married_unrecorded", 3, "KAWIN BELUM TERCATAT"
    DIVORCED_RECORDED = "divorced_recorded", 4, "CERAI HIDUP TERCATAT"
    DIVORCED_UNRECORDED = "divorced_unrecorded", 5, "CERAI HIDUP BELUM TERCATAT"
    WIDOWED = "widowed", 6, "CERAI MATI"

    @property
    def on_ktp(self) -> MaritalStatus:
        """What the KTP says of it."""
        return MaritalStatus(self.value.split("_", maxsplit=1)[0])

    @property
    def needs_statement(self) -> bool:
        """Whether form F-1.05 must come with it."""
        return self in {MaritalRecord.MARRIED_UNRECORDED, MaritalRecord.DIVORCED_UNRECORDED}


class FamilyRelation(Coded):
    """Status hubungan dalam keluarga (SHDK)."""

    HEAD = "head", 1, "KEPALA KELUARGA"
    HUSBAND = "husband", 2, "SUAMI"
    WIFE = "wife", 3, "ISTRI"
    CHILD = "child", 4, "ANAK"
    CHILD_IN_LAW = "child_in_law", 5, "MENANTU"
    GRANDCHILD = "grandchild", 6, "CUCU"
    PARENT = "parent", 7, "ORANG TUA"
    PARENT_IN_LAW = "parent_in_law", 8, "MERTUA"
    RELATIVE = "relative", 9, "FAMILI LAIN"
    DOMESTIC_WORKER = "domestic_worker", 10, "PEMBANTU"
    OTHER = "other", 11, "LAINNYA"

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """Short forms of files."""
        return {"KK": cls.HEAD, "FAMILI": cls.RELATIVE}


class BloodGroup(Coded):
    """Golongan darah."""

    A = "A", 1, "A"
    B = "B", 2, "B"
    AB = "AB", 3, "AB"
    O = "O", 4, "O"  # noqa: E741  # its name
    A_POSITIVE = "A+", 5, "A+"
    A_NEGATIVE = "A-", 6, "A-"
    B_POSITIVE = "B+", 7, "B+"
    B_NEGATIVE = "B-", 8, "B-"
    AB_POSITIVE = "AB+", 9, "AB+"
    AB_NEGATIVE = "AB-", 10, "AB-"
    O_POSITIVE = "O+", 11, "O+"
    O_NEGATIVE = "O-", 12, "O-"
    UNKNOWN = "unknown", 13, "TIDAK TAHU"

    @classmethod
    def aliases(cls) -> dict[str, Self]:
        """Short forms of files."""
        return {"TDK TH": cls.UNKNOWN, "-": cls.UNKNOWN}


class Citizenship(Coded):
    """Kewarganegaraan. Dual citizenship exists for children only (UU 12/2006 art. 6)."""

    INDONESIAN = "WNI", 1, "WARGA NEGARA INDONESIA"
    FOREIGN = "WNA", 2, "WARGA NEGARA ASING"
    DUAL = "dual", 3, "DUA KEWARGANEGARAAN"


class Disability(Coded):
    """Penyandang disabilitas. The official words are dated: screens say `words`."""

    PHYSICAL = "physical", 1, "CACAT FISIK"
    VISUAL = "visual", 2, "CACAT NETRA/BUTA"
    HEARING_SPEECH = "hearing_speech", 3, "CACAT RUNGU/WICARA"
    MENTAL = "mental", 4, "CACAT MENTAL/JIWA"
    PHYSICAL_MENTAL = "physical_mental", 5, "CACAT FISIK DAN MENTAL"
    OTHER = "other", 6, "CACAT LAINNYA"
    NONE = "none", 7, "TIDAK CACAT"

    @property
    def words(self) -> str:
        """In words of today."""
        return {
            Disability.PHYSICAL: "Disabilitas fisik",
            Disability.VISUAL: "Disabilitas netra",
            Disability.HEARING_SPEECH: "Disabilitas rungu/wicara",
            Disability.MENTAL: "Disabilitas mental",
            Disability.PHYSICAL_MENTAL: "Disabilitas fisik dan mental",
            Disability.OTHER: "Disabilitas lain",
            Disability.NONE: "Bukan penyandang disabilitas",
        }[self]
