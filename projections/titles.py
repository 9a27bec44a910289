"""The field that a record of each noun is called by; what is not here is called by its reference."""

TITLES = {
    "organisation": "name",
    "person": "name",
    "post": "title",
    "inspection": "title",
    "question": "name",
    "document": "title",
    "forum": "name",
    "paper": "title",
}
