"""What people call an area, made from its official name.

Since 2025 the decree spells numbers out and joins words ("Tiga-puluh-lima Ilir", "Bukitlama"), while offices, maps and
residents go on saying "35 Ilir" and "Bukit Lama". An office may set its own name; this is what it finds at first.
"""

import re

from ekelurahan.lib.names import fold
from ekelurahan.lib.roman import roman

_UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
_PALEMBANG = "16.71"
_NUMBERED = re.compile(r"(?P<number>.+) (?P<bank>Ilir|Ulu)(?: (?P<part>Satu|Dua|Tiga|Empat))?")
_DIRECTED = re.compile(r"(?P<name>.*(?:Ilir|Ulu).*) (?P<part>Satu|Dua|Tiga|Empat)")
_TOGETHER = {
    "Baguskuning": "Bagus Kuning", "Bukitbaru": "Bukit Baru",
    "Bukitkecil": "Bukit Kecil", "Bukitlama": "Bukit Lama", "Bukitsangkal": "Bukit Sangkal",
    "Demang-Lebardaun": "Demang Lebar Daun", "Karanganyar": "Karang Anyar", "Karangjaya": "Karang Jaya",
    "Karyabaru": "Karya Baru", "Karyajaya": "Karya Jaya", "Karyamulya": "Karya Mulya", "Kebunbunga": "Kebun Bunga",
    "Kemangagung": "Kemang Agung", "Kemangmanis": "Kemang Manis", "Kemasrindo": "Kemas Rindo",
    "Kepandean-Baru": "Kepandean Baru", "Kutobatu": "Kuto Batu", "Lawangkidul": "Lawang Kidul",
    "Lebung-Gajah": "Lebung Gajah", "Lorokpakjo": "Lorok Pakjo", "Oganbaru": "Ogan Baru",
    "Pulokerto": "Pulo Kerto", "Sekipjaya": "Sekip Jaya", "Sematangborang": "Sematang Borang",
    "Siringagung": "Siring Agung", "Srijaya": "Sri Jaya", "Srimulya": "Sri Mulya", "Sukabangun": "Suka Bangun",
    "Sukamaju": "Suka Maju", "Sungaibuah": "Sungai Buah", "Sungailais": "Sungai Lais",
    "Sungaipangeran": "Sungai Pangeran", "Sungaiselayur": "Sungai Selayur", "Sungaiselincah": "Sungai Selincah",
    "Talangaman": "Talang Aman", "Talangbetutu": "Talang Betutu", "Talangbubuk": "Talang Bubuk",
    "Talangjambe": "Talang Jambe", "Talangkelapa": "Talang Kelapa", "Talangputri": "Talang Putri",
    "Talangsemut": "Talang Semut", "Tanggatakat": "Tangga Takat", "Tuankentang": "Tuan Kentang",
}  # fmt: skip


def local_name(code: str, name: str) -> str:
    """The everyday name of the area; outside Palembang, whose ways we know, the official one."""
    if not code.startswith(_PALEMBANG):
        return name
    if (found := _NUMBERED.fullmatch(name)) and (number := _digits(found["number"])):
        part = f" D. {roman(_UNITS[found['part'].lower()])}" if found["part"] else ""
        return f"{number} {found['bank']}{part}"
    if found := _DIRECTED.fullmatch(name):
        return f"{found['name']} {roman(_UNITS[found['part'].lower()])}"
    return _TOGETHER.get(name, name)


def area_key(*names: str) -> str:
    """What search compares: the names without spaces or signs, between bars: "|bukitlama|".

    Rivers are written "Sungai" and "Sei"; both are kept.
    """
    keys = [squeezed_name(name) for name in names]
    keys += ["sei" + key.removeprefix("sungai") for key in keys if key.startswith("sungai")]
    keys += ["sungai" + key.removeprefix("sei") for key in keys if key.startswith("sei")]
    return "|" + "".join(f"{key}|" for key in dict.fromkeys(keys))


def squeezed_name(name: str) -> str:
    """A name in small letters without spaces or signs, so that "Bukit Lama" finds "Bukitlama"."""
    return fold(name).replace(" ", "").lower()


def _digits(words: str) -> str:
    """Tiga-puluh-lima is 35, Sembilan Sepuluh is 9-10; empty when a word is no number."""
    numbers = [_number(word.lower().split("-")) for word in words.split()]
    return "-".join(map(str, numbers)) if all(numbers) else ""


def _number(parts: list[str]) -> int:
    match parts:
        case [unit] if unit in _UNITS:
            return _UNITS[unit]
        case [unit, "belas"] if unit in _UNITS:
            return 10 + _UNITS[unit]
        case [unit, "puluh"] if unit in _UNITS:
            return 10 * _UNITS[unit]
        case [tens, "puluh", unit] if tens in _UNITS and unit in _UNITS:
            return 10 * _UNITS[tens] + _UNITS[unit]
    return 0
