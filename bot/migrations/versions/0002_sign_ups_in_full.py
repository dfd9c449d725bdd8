"""Sign-ups in full: entries of the waiting list, holds, answers, tokens, invitations; birth months sealed"""

import secrets

import sqlalchemy as sa
from alembic import op

from bot.core.errors import BotError
from knowledge.store.columns import EncryptedText, UtcDateTime, vault
from knowledge.store.engine import StoreError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INSTANT = UtcDateTime(timezone=True)
_OPEN_INDEXES = {"ix_outbox_open": ["send_class", "id"], "ix_outbox_open_chat_id": ["chat_id"]}


def upgrade() -> None:
    """Go up."""
    _new_columns()
    _new_tables()
    _outbox()
    try:
        _seal_birth_months()
        _give_tokens()
    except StoreError as error:
        raise BotError("Families are stored already: this migration needs CITE_SECRET_KEY.") from error
    op.execute(
        "UPDATE signups SET entry_id = (SELECT MIN(other.id) FROM signups AS other"
        " WHERE other.event_id = signups.event_id"
        " AND other.family_id = signups.family_id AND other.waiting_since = signups.waiting_since)"
        " WHERE waiting_since IS NOT NULL"
    )
    _tighten()
    in_line = sa.text("state IN ('waiting', 'offered')")
    op.create_index(
        "ix_signups_state_event_id_in_line",
        "signups",
        ["state", "event_id"],
        sqlite_where=in_line,
        postgresql_where=in_line,
    )


def _new_columns() -> None:
    with op.batch_alter_table("events") as batch:
        batch.add_column(sa.Column("moved_at", _INSTANT, nullable=True))
    with op.batch_alter_table("chats") as batch:
        batch.add_column(sa.Column("draft_at", _INSTANT, nullable=True))
        batch.create_index(op.f("ix_chats_draft_at"), ["draft_at"])
    with op.batch_alter_table("participants") as batch:
        batch.add_column(sa.Column("birth", EncryptedText(), nullable=True))
    with op.batch_alter_table("signups") as batch:
        batch.add_column(sa.Column("entry_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("together", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("offered_at", _INSTANT, nullable=True))
        batch.add_column(sa.Column("ended", sa.String(), nullable=True))
        batch.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("kept_revision", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("token", EncryptedText(), nullable=True))
        batch.add_column(sa.Column("token_digest", sa.String(), nullable=True))


def _new_tables() -> None:
    _answers()
    _holds()
    _consents()
    _invitations()
    op.create_table(
        "purges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purges")),
    )
    op.create_table(
        "reminded",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        _reference("reminded", "event_id", "events"),
        sa.PrimaryKeyConstraint("event_id", "revision", "rule", name=op.f("pk_reminded")),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("words", EncryptedText(), nullable=False),
        sa.Column("answered_at", _INSTANT, nullable=False),
        _reference("answers", "signup_id", "signups"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index("uq_answers_signup_id_question", "answers", ["signup_id", "question"], unique=True)
    op.create_index(op.f("ix_answers_question"), "answers", ["question"])


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
        sa.CheckConstraint("seats > 0", name=op.f("ck_holds_holds_something")),
        _reference("holds", "event_id", "events"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index("uq_holds_event_id_chat_id", "holds", ["event_id", "chat_id"], unique=True)
    op.create_index(op.f("ix_holds_chat_id"), "holds", ["chat_id"])
    op.create_index(op.f("ix_holds_until"), "holds", ["until"])


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("given_at", _INSTANT, nullable=False),
        sa.Column("withdrawn_at", _INSTANT, nullable=True),
        _reference("consents", "family_id", "families"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_family_id"), "consents", ["family_id"])


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT, nullable=True),
        _reference("invitations", "family_id", "families"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitations_digest")),
    )
    op.create_index(op.f("ix_invitations_family_id"), "invitations", ["family_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _outbox() -> None:
    """What delivery counts, and indexes of what is still owed."""
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("failing_since", sa.Double(), nullable=True))
        batch.add_column(sa.Column("unclear", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.drop_index("ix_outbox_state_class_id")
        batch.create_index("ix_outbox_sent_at", ["sent_at"])
    owed = sa.text("state IN ('waiting', 'leased')")
    for name, columns in _OPEN_INDEXES.items():
        op.create_index(name, "outbox", columns, sqlite_where=owed, postgresql_where=owed)


def _seal_birth_months() -> None:
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT id, birth_year, birth_month FROM participants WHERE birth_year IS NOT NULL")
    ).all()
    for number, year, month in found:
        _set("participants", number, birth=vault.seal(f"{year:04d}-{month:02d}"))


def _give_tokens() -> None:
    for (number,) in op.get_bind().execute(sa.text("SELECT id FROM signups")).all():
        token = secrets.token_urlsafe(16)
        _set("signups", number, token=vault.seal(token), token_digest=vault.fingerprints(f"check-in:{token}")[0])


def _set(table: str, number: int, **values: str) -> None:
    names = ", ".join(f"{name} = :{name}" for name in values)
    op.get_bind().execute(sa.text(f"UPDATE {table} SET {names} WHERE id = :id"), {**values, "id": number})


def _tighten() -> None:
    with op.batch_alter_table("signups") as batch:
        batch.alter_column("token", existing_type=EncryptedText(), nullable=False)
        batch.alter_column("token_digest", existing_type=sa.String(), nullable=False)
        batch.alter_column("together", existing_type=sa.Boolean(), server_default=None)
        batch.create_unique_constraint(op.f("uq_signups_token_digest"), ["token_digest"])
        batch.create_foreign_key(
            op.f("fk_signups_replaces_id_signups"), "signups", ["replaces_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("participants") as batch:
        batch.drop_constraint(op.f("ck_participants_whole_birth_month"), type_="check")
        batch.drop_column("birth_year")
        batch.drop_column("birth_month")


def downgrade() -> None:
    """Go down; a birth month needs the key to be read, so with children stored there is no way back."""
    if op.get_bind().execute(sa.text("SELECT COUNT(*) FROM participants WHERE birth IS NOT NULL")).scalar_one():
        raise BotError("Children are stored: put a backup of before the upgrade back instead.")
    for name in _OPEN_INDEXES:
        op.drop_index(name, "outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_index("ix_outbox_sent_at")
        batch.create_index("ix_outbox_state_class_id", ["state", "send_class", "id"])
        batch.drop_column("unclear")
        batch.drop_column("failing_since")
    for table in ("reminded", "purges", "invitations", "consents", "holds", "answers"):
        op.drop_table(table)
    op.drop_index("ix_signups_state_event_id_in_line", "signups")
    with op.batch_alter_table("signups") as batch:
        batch.drop_constraint(op.f("fk_signups_replaces_id_signups"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_signups_token_digest"), type_="unique")
        for column in ("entry_id", "together", "offered_at", "ended", "replaces_id", "kept_revision", "token"):
            batch.drop_column(column)
        batch.drop_column("token_digest")
    with op.batch_alter_table("participants") as batch:
        batch.drop_column("birth")
        batch.add_column(sa.Column("birth_year", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("birth_month", sa.Integer(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_participants_whole_birth_month"), "(birth_year IS NULL) = (birth_month IS NULL)"
        )
    with op.batch_alter_table("chats") as batch:
        batch.drop_index(op.f("ix_chats_draft_at"))
        batch.drop_column("draft_at")
    with op.batch_alter_table("events") as batch:
        batch.drop_column("moved_at")
