"""What an operator does in the registry: open a family, write down what happened to it, take in who comes from next door."""

from dataclasses import dataclass

from ekelurahan.tests.browser.house import PLAJU_ULU, House
from ekelurahan.tests.browser.visitors import Visitor

NEXT_DOOR = "Plaju Darat, Palembang"
FAMILIES = """
    SELECT c.id::text, h.id::text, w.id::text, w.name,
        (SELECT k.id::text FROM residents_resident k WHERE k.family_card_id = c.id AND k.family_relation = 'child'
         AND k.life_status = 'alive' ORDER BY k.birth_date LIMIT 1) AS child
    FROM residents_familycard c
    JOIN residents_resident h ON h.family_card_id = c.id AND h.family_relation = 'head' AND h.life_status = 'alive'
    JOIN residents_resident w ON w.family_card_id = c.id AND w.family_relation = 'wife' AND w.life_status = 'alive'
    WHERE w.birth_date < '2000-01-01' AND EXISTS (
        SELECT 1 FROM residents_resident k WHERE k.family_card_id = c.id AND k.family_relation = 'child')
    ORDER BY c.id
"""


@dataclass(frozen=True)
class Family:
    """A couple with a child on one card."""

    card: str
    head: str
    wife: str
    wife_name: str
    child: str

    @property
    def path(self) -> str:
        """The page of the card."""
        return f"/penduduk/kk/{self.card}/"

    @property
    def head_path(self) -> str:
        """The page of its head."""
        return f"/penduduk/warga/{self.head}/"


def family(house: House, place: int = 0) -> Family:
    """One of the families of the demo, always the same for a place."""
    rows = [row for row in house.rows(FAMILIES) if row[4]]
    return Family(*rows[place])


def save(operator: Visitor) -> str:
    """Send the form by its key, and return the page of the event."""
    operator.press("Control+Enter")
    operator.page.wait_for_url("**/penduduk/peristiwa/*/?baru=1")
    operator.shows("Sudah tersimpan")
    return operator.page.url.removeprefix(operator.house.url).partition("?")[0]


def birth(operator: Visitor, of: Family, name: str) -> str:
    """A girl was born two weeks ago, reported today. Returns the page of the event."""
    operator.open(f"{of.path}catat/kelahiran/")
    operator.page.locator("#name").fill(name)
    operator.page.get_by_label("Perempuan", exact=True).check()
    operator.page.locator("#birth_date").fill("10-11-2026")
    operator.page.locator("#birth_place").fill("Palembang")
    return save(operator)


def death_of_head(operator: Visitor, of: Family) -> str:
    """The head died, the wife leads the family on. Returns the page of the event."""
    operator.open(f"{of.head_path}catat/kematian/")
    operator.page.locator("#happened_on").fill("20-11-2026")
    operator.page.locator(f"input[name=new_head][value='{of.wife}']").check()
    operator.page.locator("#cause").select_option("illness")
    return save(operator)


def move_next_door(operator: Visitor, of: Family, who: str = "") -> str:
    """One of them goes to the neighbour office, or everybody. Returns the page of the event."""
    operator.open(f"{of.path}catat/pindah/?orang={who}")
    for tick in [] if who else operator.page.locator("input[name=resident_ids]").all():
        tick.check()
    operator.page.locator("#code-cari").fill(NEXT_DOOR)
    operator.page.get_by_role("button", name="Cari", exact=True).click()
    operator.page.get_by_label("Plaju Darat, Plaju, Kota Palembang").wait_for()
    operator.page.locator("#move_reason").select_option("family")
    return save(operator)


def lead_rt(operator: Visitor) -> None:
    """Somebody leads an RT from today."""
    operator.open("/penduduk/rt-rw/")
    operator.page.locator("#rw").fill("1")
    operator.page.locator("#rt").fill("1")
    operator.page.locator("#head_name").fill("Rusdi Hartono")
    operator.page.get_by_role("button", name="Simpan").click()
    operator.page.get_by_role("cell", name="Rusdi Hartono").wait_for()


def waiting(house: House, side: str, office: int = PLAJU_ULU) -> str:
    """The page of a move that waits, as that office sees it."""
    ((found,),) = house.rows(
        "SELECT id::text FROM residents_transfer WHERE side = %s AND state = 'waiting' ORDER BY sent_at DESC LIMIT 1",
        side, office=office,
    )  # fmt: skip
    return f"/penduduk/perpindahan/{found}/"
