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
    Row("an edited entry", "Bob's note E-138 now says that another body said it.",
        did.edited, "edited", 138, 138, "entry.bytes", 137),
    Row("an edited entry, its leaf recomputed", "The same in his next note, and the hash stored beside it fits again.",
        did.edited_with_leaf, "edited", 139, 140, "entry.bytes", 138, also="root"),
    Row("an edited entry, all hashes recomputed", "One of Ann's three notes was edited, and every stored hash with it.",
        did.edited_with_hashes, "root", 141, 143, "entry.bytes", 140, also="countersignature fork text-missing"),
    Row("a deleted middle row", "Eve's note E-140 is no longer there.",
        did.deleted_middle, "missing", 140, 140, "entry.position", 139, also="stream text-surplus"),
    Row("deleted last rows", "The last three notes are no longer there.",
        did.deleted_last, "missing", 153, 155, "entry.position", 152, also="cut text-surplus"),
    Row("reordered", "Two of Ann's notes changed places.",
        did.reordered, "edited", 151, 151, "entry.bytes", 150, also="clock fork root"),
    Row("two streams swapped", "Two notes that Bob took at one time changed improvements.",
        did.streams_swapped, "edited", 153, 153, "entry.bytes", 152),
    Row("an inserted forgery", "A note was put between two others, and all after it renumbered and hashed again.",
        did.inserted, "root", 140, 140, "entry.bytes", 139,
        also="author checkpoint clock countersignature erasure fork stream text-missing uncovered"),
    Row("a non-canonical entry", "A space was put into an entry; every JSON reader reads the same.",
        did.not_canonical, "entry", 138, None, "entry.bytes", 137,
        also="countersignature fork root stream text-missing text-surplus"),
    Row("duplicate JSON keys", "An entry names two voices; some readers see the one, some the other.",
        did.keys_twice, "entry", 138, None, "entry.bytes", 137,
        also="countersignature fork root stream text-missing text-surplus"),
    Row("recorded-at going backwards", "Ann sealed a note with a time of before the last entries.",
        did.backwards, "clock", 156, None, "entry.bytes", 155),
    Row("an index column that disagrees", "The column by which AFI-1's notes are found says AFI-99.",
        did.column_changed, "column", 138, None, "entry.stream", 137),
    Row("a person record swapped", "Bob's and Eve's names stand in each other's record.",
        did.person_swapped, "edited", 132, 132, "entry.bytes", 131),
    Row("a key record swapped", "Bob's key is enrolled for Eve, and Eve's for Bob.",
        did.key_swapped, "edited", 135, 135, "entry.bytes", 131, also="author"),
    # Authors and seals.
    Row("an entry in another's name", "Eve wrote as Ann, waited for Ann's next seal, and removed her own.",
        did.in_anothers_name, "uncovered", 156, 156, "checkpoint.size", 155),
    Row("an entry in another's name, sealed by oneself", "Eve wrote as Ann, and sealed it with her own key.",
        did.in_anothers_name_sealed, "author", 156, 156, "checkpoint.key", 155),
    Row("a batch cut again", "Ann put a checkpoint into the middle of a command of hers.",
        did.batch_cut, "checkpoint", 142, None, "checkpoint.size", 140),
    Row("a batch's length guessed", "Bob's last command says that it has one entry more than there is.",
        did.length_guessed, "batch", 156, 156, None, 155, also="checkpoint"),
    Row("a checkpoint row deleted", "The seal of Ann's three notes is no longer there; later ones cover them.",
        did.checkpoint_deleted, "uncovered", 141, 143, "checkpoint.size", 140),
    Row("a chain rewritten without a key", "E-2 was edited, and every hash and root in the file made again.",
        did.rewritten_keyless, "signature", 20, None, "checkpoint.signature",
        also="countersignature fork text-missing"),
    Row("a chain rewritten with an unenrolled key", "All since E-138 was sealed again, by a key nobody enrolled.",
        did.rewritten_unenrolled, "unenrolled", 138, 138, "checkpoint.key", 137,
        also="countersignature fork text-missing"),
    Row("a chain rewritten with a key revoked earlier", "Don's key was revoked by E-146; he went on with it.",
        did.revoked_earlier, "inactive", 156, 156, "checkpoint.key", 155),
    Row("a ledger made up as a whole", "Mallory wrote it all again, opened with a key of his own.",
        did.made_up, "first-key", 1, also="cut"),
    Row("a key with a colliding id", "Ann enrolled two keys for Eve that a signed note cannot tell apart.",
        did.colliding, "enrolment", 157, None, "entry.bytes", 156),
    Row("a key enrolled without the right", "Eve, who may record, enrolled a key that may do everything.",
        did.too_many_rights, "right", 156, None, "checkpoint.key", 155),
    Row("a signature stripped", "The seal of Ann's three notes has no signature.",
        did.signature_stripped, "signature", 143, None, "checkpoint.signature", 140),
    Row("signatures exchanged", "Two seals of Ann's have each other's signature.",
        did.signatures_exchanged, "signature", 151, None, "checkpoint.signature", 150),
    # Texts and files.
    Row("a vault text edited", "The words of Bob's note are others; its entry is as it was.",
        did.text_edited, "text-altered", 138, None, "vault.content", 137),
    Row("vault texts exchanged", "Bob's note has Eve's words, and Eve's has Bob's.",
        did.texts_exchanged, "text-altered", 138, None, "vault.content", 137),
    Row("a vault text removed", "The words of Bob's note are gone, and no entry says who erased them.",
        did.text_removed, "text-missing", 138, None, "vault.commitment", 137),
    Row("an evidence file replaced", "The letter that Eve had scanned is another letter.",
        did.file_replaced, "text-altered", 144, None, "vault.content", 143),
    Row("an erased text put back", "Somebody took the words that E-150 erased out of an old backup.",
        did.text_put_back, "text-kept", 150, None, "vault.commitment", 149),
    Row("a text planted", "The vault holds words that no entry has.",
        did.text_planted, "text-surplus", None, None, "vault.commitment", 155),
    Row("a countersignature exchanged", "The countersignature that came back in E-148 is another.",
        did.countersignature_exchanged, "text-altered", 148, None, "vault.content", 147),
    Row("a countersignature of another tree", "Ann showed the witness another ledger, and recorded what they signed.",
        did.countersignature_of_another_tree, "countersignature", 156, None, "vault.content", 155),
    # The file.
    Row("a trigger planted", "At the next recording, every text would be deleted.",
        did.trigger_planted, "schema", None, None, "tidy", 155),
    Row("a table planted", "There is a table that no ledger has.",
        did.table_planted, "schema", None, None, "remarks", 155),
    Row("a trigger dropped", "Nothing keeps entries from being changed any more.",
        did.trigger_dropped, "schema", None, None, "entry_update", 155),
    Row("a bit flipped", "One bit of the file is another, in the middle of E-133.",
        did.bit_flipped, "edited", 138, 138, "entry.bytes", 137),
    # What only who saw it before can know.
    Row("truncated, then appended", "Bob cut the end off, and went on in his own name until it was longer than before.",
        did.truncated_then_appended, "fork", 1, 155, unseen=_MEMORY),
    Row("two copies that forked", "Bob went on with two copies, each in its own way; this terminal saw the other.",
        did.forked, "fork", 1, 156, unseen=_MEMORY),
    Row("rolled back to an old backup", "The file is as it was three entries ago, and whole in itself.",
        did.rolled_back, "cut", 153, 155, None, 152, unseen=_MEMORY),
    Row("-wal missing after a crash", "The newest entry lay in the -wal beside the file, which was not copied.",
        did.without_wal, "cut", 156, 156, None, 155, unseen=_MEMORY),
    Row("a read model edited", "In what is made again from the record, AFI-1 was shown as closed.",
        did.view_edited, "read-model", unseen="Read models are no part of the record: `afi rebuild --check` compares."),
)  # fmt: skip
