"""The agenda file's columns, in the order staff see them (design.md §7)."""

REQUIRED = (
    "uid", "title", "starts_at", "ends_at", "kind", "room", "age_min", "age_max", "audiences", "themes",
    "capacity", "description",
)  # fmt: skip
OPTIONAL = (
    "title_en", "description_en", "signup_opens_at", "signup_closes_at", "status", "reminders", "questions",
    "family_cap",
)  # fmt: skip
KNOWN = REQUIRED + OPTIONAL
