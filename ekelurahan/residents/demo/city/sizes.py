"""How many people live in each kelurahan of the city: a few large ones on its edge, many of middling size."""

from collections.abc import Sequence
from math import exp
from random import Random
from statistics import NormalDist

PLAJU_ULU = 1671141001
PLAJU_ULU_SHARE = 16_000 / 1_700_000
SPREAD = 0.55  # of the logarithms: from 3,000 to 55,000 people where the mean is 16,000


def office_sizes(offices: Sequence[int], residents: int) -> dict[int, int]:
    """Residents of each office, about so many in all. The same for the same offices; no seed changes it."""
    places = list(range(len(offices)))
    Random(len(offices)).shuffle(places)  # which office is the large one: chance, but always the same
    weights = {
        office: exp(SPREAD * NormalDist().inv_cdf((place + 0.5) / len(offices)))
        for office, place in zip(offices, places, strict=True)
    }
    if PLAJU_ULU in weights and len(weights) > 1:
        others = sum(weight for office, weight in weights.items() if office != PLAJU_ULU)
        weights[PLAJU_ULU] = others * PLAJU_ULU_SHARE / (1 - PLAJU_ULU_SHARE)
    whole = sum(weights.values())
    return {office: max(round(residents * weight / whole), 1) for office, weight in weights.items()}
