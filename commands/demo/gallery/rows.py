"""The tamper gallery's list: what each forger did, and how the audit must name, locate and date it."""

from typing import NamedTuple

from commands.demo.gallery import forgeries as did
from commands.demo.gallery.forgeries import Forgery


class Row(NamedTuple):
    """One way to falsify a ledger, and what must be found."""

    name: str
    #: What the forger did, to whoever does not know the format.
    what: str
    forge: Forgery
    #: The finding that must be there: its kind (``ledger.proofs.verdict.KINDS``), from which position to which, column.
    kind: str
    position: int | None = None
    until: int | None = None
    column: str | None = None
    #: The size of the last checkpoint that still holds; None: nothing before it is sure.
    held: int | None = None
    #: What else is found: kinds.
    also: str = ""
    #: Why the second opinion (projections/pages/check.py) does not see it.
    unseen: str = ""


_MEMORY = "It remembers nothing: compare its size and root with those that somebody outside has."

ROWS = (
    # Entries.
    Row("an edited entry", "Bob's note E-133 now says that another body said it.",
        did.edited, "edited", 133, 133, "entry.bytes", 132),
    Row("an edited entry, its leaf recomputed", "The same, and the hash stored beside the entry fits again.",
        did.edited_with_leaf, "edited", 133, 134, "entry.bytes", 132, also="root"),
    Row("an edited entry, all hashes recomputed", "One of Ann's three notes was edited, and every stored hash with it.",
        did.edited_with_hashes, "root", 136, 138, "entry.bytes", 135, also="countersignature fork text-missing"),
    Row("a deleted middle row", "Eve's note E-135 is no longer there.",
        did.deleted_middle, "missing", 135, 135, "entry.position", 134, also="stream text-surplus"),
    Row("deleted last rows", "The last three notes are no longer there.",
        did.deleted_last, "missing", 148, 150, "entry.position", 147, also="cut text-surplus"),
    Row("reordered", "Two of Ann's notes changed places.",
        did.reordered, "edited", 146, 146, "entry.bytes", 145, also="clock root"),
    Row("two streams swapped", "Two notes that Bob took at one time changed improvements.",
        did.streams_swapped, "edited", 148, 148, "entry.bytes", 147),
    Row("an inserted forgery", "A note was put between two others, and all after it renumbered and hashed again.",
        did.inserted, "root", 135, 135, "entry.bytes", 134,
        also="author checkpoint clock countersignature erasure fork stream text-missing uncovered"),
    Row("a non-canonical entry", "A space was put into an entry; every JSON reader reads the same.",
        did.not_canonical, "entry", 133, None, "entry.bytes", 132,
        also="countersignature fork root stream text-missing text-surplus"),
    Row("duplicate JSON keys", "An entry names two voices; some readers see the one, some the other.",
        did.keys_twice, "entry", 133, None, "entry.bytes", 132,
        also="countersignature fork root stream text-missing text-surplus"),
    Row("recorded-at going backwards", "Ann sealed a note with a time of before the last entries.",
        did.backwards, "clock", 151, None, "entry.bytes", 150),
    Row("an index column that disagrees", "The column by which AFI-1's notes are found says AFI-99.",
        did.column_changed, "column", 133, None, "entry.stream", 132),
    Row("a person record swapped", "Bob's and Eve's names stand in each other's record.",
        did.person_swapped, "edited", 127, 127, "entry.bytes", 126),
    Row("a key record swapped", "Bob's key is enrolled for Eve, and Eve's for Bob.",
        did.key_swapped, "edited", 130, 130, "entry.bytes", 126, also="author"),
    # Authors and seals.
    Row("an entry in another's name", "Eve wrote as Ann, waited for Ann's next seal, and removed her own.",
        did.in_anothers_name, "uncovered", 151, 151, "checkpoint.size", 150),
    Row("an entry in another's name, sealed by oneself", "Eve wrote as Ann, and sealed it with her own key.",
        did.in_anothers_name_sealed, "author", 151, 151, "checkpoint.key", 150),
    Row("a batch cut again", "Ann put a checkpoint into the middle of a command of hers.",
        did.batch_cut, "checkpoint", 137, None, "checkpoint.size", 135),
    Row("a batch's length guessed", "Bob's last command says that it has one entry more than there is.",
        did.length_guessed, "batch", 151, 151, None, 150, also="checkpoint"),
    Row("a checkpoint row deleted", "The seal of Ann's three notes is no longer there; later ones cover them.",
        did.checkpoint_deleted, "uncovered", 136, 138, "checkpoint.size", 135),
    Row("a chain rewritten without a key", "E-2 was edited, and every hash and root in the file made again.",
        did.rewritten_keyless, "signature", 20, None, "checkpoint.signature",
        also="countersignature fork text-missing"),
    Row("a chain rewritten with an unenrolled key", "All since E-133 was sealed again, by a key nobody enrolled.",
        did.rewritten_unenrolled, "unenrolled", 133, 133, "checkpoint.key", 132,
        also="countersignature fork text-missing"),
    Row("a chain rewritten with a key revoked earlier", "Don's key was revoked by E-141; he went on with it.",
        did.revoked_earlier, "inactive", 151, 151, "checkpoint.key", 150),
    Row("a ledger made up as a whole", "Mallory wrote it all again, opened with a key of his own.",
        did.made_up, "first-key", 1, also="cut"),
    Row("a key with a colliding id", "Ann enrolled two keys for Eve that a signed note cannot tell apart.",
        did.colliding, "enrolment", 152, None, "entry.bytes", 151),
    Row("a key enrolled without the right", "Eve, who may record, enrolled a key that may do everything.",
        did.too_many_rights, "right", 151, None, "checkpoint.key", 150),
    Row("a signature stripped", "The seal of Ann's three notes has no signature.",
        did.signature_stripped, "signature", 138, None, "checkpoint.signature", 135),
    Row("signatures exchanged", "Two seals of Ann's have each other's signature.",
        did.signatures_exchanged, "signature", 146, None, "checkpoint.signature", 145),
    # Texts and files.
    Row("a vault text edited", "The words of Bob's note are others; its entry is as it was.",
        did.text_edited, "text-altered", 133, None, "vault.content", 132),
    Row("vault texts exchanged", "Bob's note has Eve's words, and Eve's has Bob's.",
        did.texts_exchanged, "text-altered", 133, None, "vault.content", 132),
    Row("a vault text removed", "The words of Bob's note are gone, and no entry says who erased them.",
        did.text_removed, "text-missing", 133, None, "vault.commitment", 132),
    Row("an evidence file replaced", "The letter that Eve had scanned is another letter.",
        did.file_replaced, "text-altered", 139, None, "vault.content", 138),
    Row("an erased text put back", "Somebody took the words that E-145 erased out of an old backup.",
        did.text_put_back, "text-kept", 145, None, "vault.commitment", 144),
    Row("a text planted", "The vault holds words that no entry has.",
        did.text_planted, "text-surplus", None, None, "vault.commitment", 150),
    Row("a countersignature exchanged", "The countersignature that came back in E-143 is another.",
        did.countersignature_exchanged, "text-altered", 143, None, "vault.content", 142),
    Row("a countersignature of another tree", "Ann showed the witness another ledger, and recorded what they signed.",
        did.countersignature_of_another_tree, "countersignature", 151, None, "vault.content", 150),
    # The file.
    Row("a trigger planted", "At the next recording, every text would be deleted.",
        did.trigger_planted, "schema", None, None, "tidy", 150),
    Row("a table planted", "There is a table that no ledger has.",
        did.table_planted, "schema", None, None, "remarks", 150),
    Row("a trigger dropped", "Nothing keeps entries from being changed any more.",
        did.trigger_dropped, "schema", None, None, "entry_update", 150),
    Row("a bit flipped", "One bit of the file is another, in the middle of E-133.",
        did.bit_flipped, "edited", 133, 133, "entry.bytes", 132),
    # What only who saw it before can know.
    Row("truncated, then appended", "Bob cut the end off, and went on in his own name until it was longer than before.",
        did.truncated_then_appended, "fork", 1, 150, unseen=_MEMORY),
    Row("two copies that forked", "Bob went on with two copies, each in its own way; this terminal saw the other.",
        did.forked, "fork", 1, 151, unseen=_MEMORY),
    Row("rolled back to an old backup", "The file is as it was three entries ago, and whole in itself.",
        did.rolled_back, "cut", 148, 150, None, 147, unseen=_MEMORY),
    Row("-wal missing after a crash", "The newest entry lay in the -wal beside the file, which was not copied.",
        did.without_wal, "cut", 151, 151, None, 150, unseen=_MEMORY),
    Row("a read model edited", "In what is made again from the record, AFI-1 was shown as closed.",
        did.view_edited, "read-model", unseen="Read models are no part of the record: `afi rebuild --check` compares."),
)  # fmt: skip
