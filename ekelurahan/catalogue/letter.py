"""What a letter says, as data: blocks of text with named facts, composed without a database.

The same `LetterContent` is shown to the operator, read by the lurah, hashed into his decision and typeset by
`letters`: so what was approved is what is issued.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from string import Formatter
from typing import cast


class Party(StrEnum):
    """Who signs a block at the foot of a letter."""

    HEAD = "head"  # the lurah, or who acts for him
    APPLICANT = "applicant"
    WITNESS = "witness"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `{name}` stands for a fact; it is left out when the fact `when` is empty."""

    text: str
    when: str = ""


@dataclass(frozen=True)
class FieldList:
    """Rows of label and value (the identity table of a letter). A row whose value is empty is left out."""

    rows: tuple[tuple[str, str], ...]


Block = Paragraph | FieldList


@dataclass(frozen=True)
class Signature:
    """One place to sign. `heading` stands above the space, `name` below it."""

    party: Party
    heading: str
    name: str = ""
    duty_stamp: bool = False  # room for a meterai of Rp10.000


@dataclass(frozen=True)
class Wording:
    """The text of one product before the facts are known."""

    title: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...] = (Signature(Party.HEAD, ""),)


@dataclass(frozen=True)
class LetterContent:
    """The text of one letter with every fact filled in; number and date are not part of it.

    `frame` is what stands around the text (letterhead, place, paper): who approves the text approves it too.
    """

    title: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    frame: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Plain data, to be stored as JSON; `content_from_dict` reads it back."""
        blocks = [
            {"text": block.text} if isinstance(block, Paragraph) else {"rows": [list(row) for row in block.rows]}
            for block in self.blocks
        ]
        frame = {"frame": [list(pair) for pair in self.frame]} if self.frame else {}
        signatures = [asdict(item) for item in self.signatures]
        return {"title": self.title, "blocks": blocks, "signatures": signatures, **frame}

    def sha256(self) -> str:
        """Hex digest over the canonical JSON of the content: what a decision is bound to."""
        canonical = json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def content_from_dict(data: Mapping[str, list[dict[str, object]]]) -> LetterContent:
    """Read back what `LetterContent.as_dict` wrote."""
    return LetterContent(
        title=str(data["title"]),
        blocks=tuple(_block(block) for block in data["blocks"]),
        signatures=tuple(_signature(item) for item in data["signatures"]),
        frame=tuple((str(name), str(value)) for name, value in cast("list[list[str]]", data.get("frame", []))),
    )


def compose(wording: Wording, facts: Mapping[str, str]) -> LetterContent:
    """Fill the facts into the wording. Raises KeyError when the wording names a fact that is not there."""
    blocks = tuple(_filled(block, facts) for block in wording.blocks if _wanted(block, facts))
    signatures = tuple(
        Signature(item.party, fill(item.heading, facts), fill(item.name, facts), item.duty_stamp)
        for item in wording.signatures
    )
    return LetterContent(fill(wording.title, facts), blocks, signatures)


def fill(template: str, facts: Mapping[str, str]) -> str:
    """`{name}` becomes facts["name"]; nothing else of Python's format language is understood."""
    return "".join(
        literal + (facts[name] if name is not None else "") for literal, name, _, _ in Formatter().parse(template)
    )


def named_facts(wording: Wording) -> set[str]:
    """Every fact that the wording names: the contract test compares it with the answers of the service."""
    texts = [wording.title, *(text for item in wording.signatures for text in (item.heading, item.name))]
    for block in wording.blocks:
        texts += [block.text] if isinstance(block, Paragraph) else [value for _, value in block.rows]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def _wanted(block: Block, facts: Mapping[str, str]) -> bool:
    return isinstance(block, FieldList) or not block.when or bool(facts[block.when])


def _filled(block: Block, facts: Mapping[str, str]) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(fill(block.text, facts))
    rows = ((label, fill(value, facts)) for label, value in block.rows)
    return FieldList(tuple((label, value) for label, value in rows if value))


def _block(data: dict[str, object]) -> Block:
    if "text" in data:
        return Paragraph(str(data["text"]))
    rows: list[list[str]] = data["rows"]  # type: ignore[assignment]  # the shape that as_dict wrote
    return FieldList(tuple((label, value) for label, value in rows))


def _signature(data: dict[str, object]) -> Signature:
    return Signature(
        Party(str(data["party"])), str(data["heading"]), str(data["name"]), duty_stamp=bool(data["duty_stamp"])
    )
