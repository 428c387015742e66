"""Everything that changes a request. One function an act; each is one transaction and one audit entry."""

from ekelurahan.applications.actions.attaching import Upload, attach, attach_to, remove_attachment
from ekelurahan.applications.actions.checking import Remark, endorse, return_for_correction, take, verify
from ekelurahan.applications.actions.deciding import Confirmation, approve, is_freshly_confirmed, reject, signer_block
from ekelurahan.applications.actions.finishing import cancel, hand_over, note_print, revoke
from ekelurahan.applications.actions.issuing import issue_letter
from ekelurahan.applications.actions.submitting import NewRequest, resubmit, submit
from ekelurahan.applications.actions.telling import send_receipt

__all__ = [
    "Confirmation",
    "NewRequest",
    "Remark",
    "Upload",
    "approve",
    "attach",
    "attach_to",
    "cancel",
    "endorse",
    "hand_over",
    "is_freshly_confirmed",
    "issue_letter",
    "note_print",
    "reject",
    "remove_attachment",
    "resubmit",
    "return_for_correction",
    "revoke",
    "send_receipt",
    "signer_block",
    "submit",
    "take",
    "verify",
]
