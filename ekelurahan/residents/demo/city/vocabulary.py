"""Name words without end: put together from syllables of Malay, Javanese and Sumatran names. Pure, always the same.

Hand-typed lists hold the words that many people carry; the long tail, words that a few carry in a whole city, is made
here. No list of real people stands behind them.
"""

from bisect import bisect
from itertools import accumulate
from random import Random

SHORTEST, LONGEST = 4, 13  # letters
FLATTENED = 9  # ranks: the first words of a list are not as far apart as Zipf's law would have them

_BEGINNINGS = """
Ab Ad Af Ag Ah Ak Al Am An Ar As At Az Ba Bad Bah Bak Bas Bur Cha Da Dah Dar De Den Dir Don Ed Ef Er Fa Fad Fah Far
Fer Fir Ga Gha Gun Ha Had Haf Hal Ham Han Har Has Hen Her Hus Ib Id Il Im In Ir Is Ja Jal Jam Jas Jun Ka Kam Kar Kas
Ker Khai Kho Kur La Lat Luk Ma Mad Mah Mak Man Mar Mas Maw Mis Mu Muk Mul Mun Mus Na Nad Naj Nas Naw Nov Nur Ok Om Pu
Ra Rad Raf Rah Ram Ras Rid Rif Riz Ro Rus Sa Sab Sad Saf Sah Sal Sam San Sap Sar Sel Shi Sof Sul Sur Syaf Syah Syam
Tar Tau Ti To Ub Ul Um Us Wa Wah Wid Wir Ya Yan Yas Yud Yus Za Zai Zak Zam Zul
""".split()
_MIDDLES = """
a ad ah al am an ar as di du fi fri gi ha hi i id il im in ir ja ji ka ki la li lu ma mi mu na ni nu ra ri ru sa si ta
ti tra tu u ul um ur wa ya zi
""".split()
_MENS_ENDINGS = """
adi afi ahan aidi ajar alan alik aman amsyah andi andri ansyah anto ardi ari arman atra audin awan ayadi dar din dra
edi fan far firman hadi han hari ifudin ijal iman indra iansyah iyadi jaya kar kawi kusuma laksa man mansyah mawan nadi
nal nata ndri nizar nuddin onal pati pratama priadi putra rahman rial rizal ruddin rullah sah sani sri syah taruna tono
uddin udin ullah unan utama wandi war wijaya yadi yansyah yanto yusman zal zam zuan
""".split()
_WOMENS_ENDINGS = """
afni ahayu ahni aida aini alia amah anah anda ani anti arni asari astri atun ayani cia dah dila dini diyah ela elina
erna esi fah fina fitri ghina hani hayati iah ida ifah ika ilah ima inah indah inda ini irna ita iyah iyanti juwita
kasih laila lestari lia lina maini maya milah mina nah naini ningrum nisa nita novi nuri pita pusri ria riani rina rini
ristin rosa safi sari silah sinta sri suri syah tia tika tina tini ulfa wani wati wita yana yani yanti yati zah zalia
""".split()
_JAVANESE_BEGINNINGS = """
Bu Ca Da Dar Di Dja Dwi Eko En Gi Gun Ha Har Her I Ja Jar Jo Ju Ka Kas Kar Ke Ku Kun La Le Leg Ma Mar Mi Mu Muj Nga
Ngad Ni Pa Par Po Pon Pra Pri Pu Pur Ra Rah Rat Ri Ro Rus Sa Sab Sak Sam Sap Sar Se Si Sla Su Sub Sud Suk Sul Sum Sun
Sup Sur Sus Sut Suw Ta Tar Tas Ti Tri Tu Tug Ut Wa Wag Wah War Wi Wid Win Wir Wo Ya Yat Yu
""".split()
_JAVANESE_MIDDLES = """
ab ad ag ah am an ap ar as at bi di du gi ha i id ij in ir is ja ji ka ki li lis man mar mi na ni nu on pra ra ri ro si
so ta ti to tu u um ur wa war wi wo ya yo
""".split()
_JAVANESE_MENS_ENDINGS = """
adi aji anto ardi arno arso atno atmo din djo dono edi gito giyo hadi harjo iman ino irin iyanto iyo jan jo joko karso
kiran kromo lan man marno min min mono nardi narko nawi nggono no pan pawiro poyo prapto rejo rianto rono san santo
sastro sentiko setyo sono swanto tarto tiko tomo tono trisno udi wardi wasis widi wiyono yanto yatno yitno yono yoto
""".split()
_JAVANESE_WOMENS_ENDINGS = """
ah ami anti arni arsih arti asih astri atin atmi em erah iah ikah inah indri ini irah isih iti iyah iyati iyem jah jem
kem kinah lah lasmi lasri lestari mi minah mini mirah murni nah ngsih ni ningrum ningsih niti nten pah pi rah rahayu
rasmi rini rukmi sih sinah siti sri sumi suti tem ti tinah tun utami warti wati widya wiji yah yam yanti yati yem yuni
""".split()
_SINGERS = """
An Be Ca Che Da De E Fe Fre Ge Gre Ha He I Ja Je Ji Jo Ju Ka Ke Le Li Lu Ma Me Mi Na Ne Ni No O Pa Pe Ra Re Ri Ro Ru Sa
She Si Ste Su Ta Te Ti To U Va Ve Vi Wi Wen Ya Yo Yu Ze
""".split()
_TUNES = "bri cki cy da dri el fa fi gel go ha ja ka ki la len li lo lu man mi na nel ni no phi ra ri ro sa ta ti to vi".split()
_MENS_CLOSES = (
    "an ardo as berto din do dy en ert ian ius jaya ko las lius man mus nas nato nus on re rick son to tus vin ward wan"
)
_WOMENS_CLOSES = "ana anti cia cya da della elia ella ena esa eti ia ica ika ina ine ita ka la lia lin lyn na nia nita ra ria ta tha tia"


def syllabic(parts: tuple[list[str], list[str], list[str]], count: int, seed: int) -> list[str]:
    """So many different words, each of a beginning, perhaps a middle, and an ending. The same for the same arguments."""
    rng, found = Random(seed), dict[str, None]()  # made-up words, not secrets
    firsts, middles, lasts = parts
    while len(found) < count:
        middle = rng.choice(middles) if rng.random() < 0.75 else ""
        word = f"{rng.choice(firsts)}{middle}{rng.choice(lasts)}"
        if SHORTEST <= len(word) <= LONGEST:
            found[word] = None
    return list(found)


class Pool:
    """Words by how often they are drawn: the one at rank r about 1/r as often as the first (Zipf's law)."""

    def __init__(self, common: list[str], rare: list[str]) -> None:
        """`common` in any order: which of them are the most frequent is chance, but always the same."""
        self.words = [*Random(len(common)).sample(common, len(common)), *rare]
        self.shares = list(accumulate(1 / (rank + FLATTENED) for rank in range(1, len(self.words) + 1)))

    def draw(self, rng: Random) -> str:
        """One of them."""
        return self.words[bisect(self.shares, rng.random() * self.shares[-1])]


MALAY_MEN = (_BEGINNINGS, _MIDDLES, _MENS_ENDINGS)
MALAY_WOMEN = (_BEGINNINGS, _MIDDLES, _WOMENS_ENDINGS)
JAVANESE_MEN = (_JAVANESE_BEGINNINGS, _JAVANESE_MIDDLES, _JAVANESE_MENS_ENDINGS)
JAVANESE_WOMEN = (_JAVANESE_BEGINNINGS, _JAVANESE_MIDDLES, _JAVANESE_WOMENS_ENDINGS)
OTHER_MEN = (_SINGERS, _TUNES, _MENS_CLOSES.split())
OTHER_WOMEN = (_SINGERS, _TUNES, _WOMENS_CLOSES.split())
