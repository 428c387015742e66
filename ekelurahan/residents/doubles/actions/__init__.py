"""Acts about people who may stand in the registry twice. What the events call is named here."""

from ekelurahan.residents.doubles.actions.disclosing import tell_of_twin
from ekelurahan.residents.doubles.actions.guarding import LikelyTwin, guard_against_twins

__all__ = ["LikelyTwin", "guard_against_twins", "tell_of_twin"]
