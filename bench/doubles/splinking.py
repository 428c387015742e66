"""What splink (Fellegi and Sunter by expectation maximisation, in DuckDB) finds among the same people.

It is no part of the project: `python -m bench.doubles` uses it where it is installed. It is given no card, father or mother's NIK:
with them it takes every two children of a family for one person, because it weighs columns as if they were independent.
"""

import csv
import tempfile
from collections.abc import Sequence
from importlib import import_module
from typing import Any
from uuid import UUID

from ekelurahan.lib.names import fold
from ekelurahan.lib.spelling import words_of_name
from ekelurahan.residents.doubles.blocking import Row

LEAST = 0.01  # scores below are not asked for
COLUMNS = ("name", "born", "day", "sex", "birth_place", "nik", "no_kk", "mother_name", "mother_nik", "father_name")


def splinked(rows: Sequence[Row], *, common: bool) -> dict[tuple[UUID, UUID], float]:
    """The pairs that splink finds, with its probabilities; `common` gives it names in our common spelling."""
    splink, library, duckdb = (
        import_module("splink"),
        import_module("splink.comparison_library"),
        import_module("duckdb"),
    )
    block_on = splink.block_on
    connection = duckdb.connect()
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unique_id", *COLUMNS])
        writer.writerows(_record(row, common=common) for row in rows)
        file.flush()
        connection.execute(f"CREATE TABLE people AS SELECT * FROM read_csv('{file.name}', all_varchar = true)")
    api = _api(connection)
    linker = splink.Linker(
        api.register("people") if hasattr(api, "register") else "people", _settings(splink, library), log_level=50
    )
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("name", "born"), block_on("mother_name", "born")], recall=0.7
    )
    training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    for block in (("name", "born"), ("name", "mother_name"), ("mother_name", "born")):
        training.estimate_parameters_using_expectation_maximisation(block_on(*block))
    predicted = linker.inference.predict(threshold_match_probability=LEAST)
    found: dict[tuple[UUID, UUID], float] = {}
    for line in predicted.as_record_list():
        left, right = sorted((UUID(line["unique_id_l"]), UUID(line["unique_id_r"])))
        found[left, right] = float(line["match_probability"])
    return found


def _api(connection: Any) -> Any:
    module = import_module("splink")
    return getattr(module, "DuckDBAPI", None) and module.DuckDBAPI(connection)


def _settings(splink: Any, library: Any) -> Any:
    block_on = splink.block_on
    return splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.JaroWinklerAtThresholds("name", [0.94, 0.88, 0.8]).configure(term_frequency_adjustments=True),
            library.DateOfBirthComparison("born", input_is_string=True),
            library.ExactMatch("sex"),
            library.ExactMatch("birth_place"),
            library.LevenshteinAtThresholds("nik", [1, 4]),
            library.JaroWinklerAtThresholds("mother_name", [0.94, 0.88]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("born"), block_on("day", "substr(name, 1, 3)"), block_on("name", "substr(born, 1, 7)"),
            block_on("name", "substr(born, 6, 5)"), block_on("name", "mother_name"), block_on("mother_nik"),
        ],
    )  # fmt: skip


def _record(row: Row, *, common: bool) -> list[str | None]:
    def spelled(name: str) -> str | None:
        return (" ".join(words_of_name(name)) if common else fold(name)) or None

    born = row.birth_date
    day = f"{born.year}-{min(born.day, born.month)}-{max(born.day, born.month)}"
    return [
        str(row.id), spelled(row.name), born.isoformat(), day, row.sex or None, row.birth_place.upper() or None,
        row.nik or None, row.no_kk or None, spelled(row.mother_name), row.mother_nik or None, spelled(row.father_name),
    ]  # fmt: skip
