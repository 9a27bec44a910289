"""Who there is in Fenshire: organisations, posts and who holds them, keys, and what the force decides for its ledger.

Each record that is begun here or elsewhere names its reference, so that it can be read beside what `afi` prints.
"""

from commands.demo.fenshire.script import fact, fingerprint_of, so_far, typed, verifier_of

#: Whose keys sign: the liaison officer's, and the deputy's first, lost, and second.
ROWAN, TAMSIN, TAMSIN_AGAIN = "Rowan", "Tamsin", "Tamsin again"

FORCE, HMICFRS, COMMISSIONER, CRIME, NATIONAL, HEALTH, HOME_OFFICE = (f"ORG-{number}" for number in range(1, 8))
LIAISON, DEPUTY_LIAISON, CHIEF, DEPUTY, ASSISTANT, INVESTIGATIONS, CONTACT, PROTECTION, DEVELOPMENT = (
    f"POST-{number}" for number in range(1, 10)
)
ASSURANCE, THE_COMMISSIONER, AUDIT_CHAIR, INSPECTOR = (f"POST-{number}" for number in range(10, 14))

ALL = ("enrol", "erase", "keep", "publish", "record")

OPENING = typed(
    "2024-09-02 09:30",
    ROWAN,
    fact(
        "ledger.opened",
        hash="sha256",
        fictitious=1,
        origin=lambda book: book.origin,
        keys=lambda book: ({"vkey": book.verifier(ROWAN), "person": "PER-1", "rights": ALL},),
    ),
    fact("organisation.added", FORCE, kind="force", name="Fenshire Constabulary"),
    fact("organisation.added", HMICFRS, kind="inspectorate", name="HMICFRS"),
    fact("organisation.added", COMMISSIONER, kind="policing_body", name="Fenshire Police and Crime Commissioner"),
    fact("person.added", "PER-1", name="Rowan Ellery", organisation=FORCE),
    fact("post.created", LIAISON, title="HMICFRS Liaison Officer", organisation=FORCE),
    fact("post.held", LIAISON, holder="PER-1", on="2022-06"),
)

#: Post, title, organisation, holder, since when; the holders are PER-2 and on.
_POSTS = (
    (DEPUTY_LIAISON, "Deputy Liaison Officer", FORCE, None, None),
    (CHIEF, "Chief Constable", FORCE, "Marguerite Stoll", "2021-04-01"),
    (DEPUTY, "Deputy Chief Constable", FORCE, "Idris Pemberley", "2023-01"),
    (ASSISTANT, "Assistant Chief Constable (Crime)", FORCE, "Beatrix Lund", "2022"),
    (INVESTIGATIONS, "Head of Investigations", CRIME, "Oswin Fairclough", "2020-09"),
    (CONTACT, "Head of Contact Management", FORCE, "Gwilym Sarkar", "2023-05"),
    (PROTECTION, "Head of Public Protection", CRIME, "Anneke Draycott-Moss", "2024-02"),
    (DEVELOPMENT, "Head of Corporate Development", FORCE, "Dara Quillan", "2019"),
    (ASSURANCE, "Force Assurance Lead", FORCE, "Freya Tolland", "2023-11"),
    (THE_COMMISSIONER, "Police and Crime Commissioner", COMMISSIONER, "Philippa Wren-Hollis", "2024-05-09"),
    (AUDIT_CHAIR, "Chair of the Joint Audit Committee", COMMISSIONER, None, None),
    (INSPECTOR, "Force Liaison Lead", HMICFRS, "Anselm Okoro-Reed", "2023"),
)
_HELD = [each for each in _POSTS if each[3]]


PEOPLE = (
    typed(
        "2024-09-02 10:15",
        ROWAN,
        fact("organisation.added", CRIME, kind="department", name="Crime Command"),
        fact("organisation.added", NATIONAL, kind="other", name="National Disclosure Programme"),
        fact("organisation.added", HEALTH, kind="partner", name="Fenland Health Partnership"),
        fact("organisation.added", HOME_OFFICE, kind="other", name="Home Office"),
        *(
            fact("post.created", post, title=title, organisation=organisation)
            for post, title, organisation, *_ in _POSTS
        ),
        *(
            each
            for number, (post, _, organisation, name, since) in enumerate(_HELD, 2)
            for each in (
                fact("person.added", f"PER-{number}", name=name, organisation=organisation),
                fact("post.held", post, holder=f"PER-{number}", on=since),
            )
        ),
    ),
    typed(
        "2024-09-02 11:40",
        ROWAN,
        fact("setting.chosen", setting="force", organisation=FORCE),
        fact("setting.chosen", setting="inspectorate", organisation=HMICFRS),
        fact("setting.chosen", setting="policing_body", organisation=COMMISSIONER),
        fact("setting.chosen", setting="due_soon_days", days=42),
        fact("setting.chosen", setting="stale_days", days=60),
    ),
    # The deputy comes in January, with a key that may record and no more.
    typed(
        "2025-01-06 09:20",
        ROWAN,
        fact("person.added", "PER-12", name="Tamsin Oduya", organisation=FORCE),
        fact("post.held", DEPUTY_LIAISON, holder="PER-12", on="2025-01-06"),
        fact("key.enrolled", vkey=verifier_of(TAMSIN), person="PER-12", rights=("record",)),
    ),
    # The owner of the investigations AFIs moves in March, and they stay with the post.
    typed(
        "2025-03-12 14:05",
        ROWAN,
        fact("person.added", "PER-13", name="Leonie Achterberg", organisation=CRIME),
        fact("post.held", INVESTIGATIONS, holder="PER-13", on="2025-03-10"),
        fact("record.noted", INVESTIGATIONS, text="Handed over with the supervision plan and its three workstreams."),
        said_by=ASSISTANT,
    ),
    typed(
        "2025-04-02 09:10",
        ROWAN,
        fact("organisation.renamed", CRIME, name="Crime and Justice Command"),
        fact("record.renamed", ASSISTANT, name="Assistant Chief Constable (Crime and Justice)"),
        on="2025-04-01",
    ),
    # The deputy's laptop is stolen: what its key signed until then stands, and nothing that it may sign since.
    typed(
        "2025-05-19 08:45",
        ROWAN,
        fact("key.revoked", key=fingerprint_of(TAMSIN), after=so_far, why="The laptop was stolen on a train."),
        on="2025-05-18",
        said_by="PER-12",
    ),
    typed(
        "2025-05-27 10:30",
        ROWAN,
        fact("key.enrolled", vkey=verifier_of(TAMSIN_AGAIN), person="PER-12", rights=ALL),
        said_by=DEPUTY,
    ),
    # The liaison officer moves on in July; the deputy takes the post, and then retires the key that is left.
    typed(
        "2025-07-04 15:50",
        ROWAN,
        fact("post.vacated", DEPUTY_LIAISON),
        fact("post.held", LIAISON, holder="PER-12"),
        on="2025-07-04",
    ),
    typed(
        "2025-07-07 09:05",
        TAMSIN_AGAIN,
        fact("key.retired", key=fingerprint_of(ROWAN), why="Rowan Ellery has moved to Neighbourhood Policing."),
        fact("setting.chosen", setting="stale_days", days=90, why="Most owners report each quarter."),
    ),
)
