"""Phones of a family: who brought whom, who asks to join, who is on the way out; health words with a term"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)
_COLUMNS: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("family_chats", sa.Column("joined_at", _AT, nullable=True)),
    ("signups", sa.Column("made_by", sa.BigInteger(), nullable=True)),
    ("consents", sa.Column("version", sa.String(), nullable=True)),
    ("invitations", sa.Column("asked_by", sa.BigInteger(), nullable=True)),
    ("questions", sa.Column("sealed_topic", EncryptedText(), nullable=True)),
    ("questions", sa.Column("until", _AT, nullable=True)),
)
_INDEXES = (("signups", "made_by"), ("questions", "until"))


def upgrade() -> None:
    """Go up: each child counts as brought by every phone that its family has now, so that nobody loses one."""
    for table, column in _COLUMNS:
        op.add_column(table, column)
    for table, name in _INDEXES:
        op.create_index(f"ix_{table}_{name}", table, [name])
    _make_tables()
    op.execute(
        "INSERT INTO brought (participant_id, chat_id) SELECT participants.id, family_chats.chat_id"
        " FROM participants JOIN family_chats ON family_chats.family_id = participants.family_id"
    )
    op.execute(
        "UPDATE signups SET made_by = (SELECT MIN(chat_id) FROM family_chats"
        " WHERE family_chats.family_id = signups.family_id HAVING COUNT(*) = 1)"
    )


def _make_tables() -> None:
    op.create_table(
        "brought",
        sa.Column("participant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_brought_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "chat_id", name=op.f("pk_brought")),
    )
    op.create_index("ix_brought_chat_id", "brought", ["chat_id"])
    families = (
        sa.ForeignKeyConstraint([name], ["families.id"], name=op.f(f"fk_removals_{name}_families"), ondelete="SET NULL")
        for name in ("family_id", "away_id")
    )
    op.create_table(
        "removals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=True),
        sa.Column("away_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("refused_at", _AT, nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        *families,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removals")),
    )
    for name in ("chat_id", "family_id", "away_id", "ended_at"):
        op.create_index(f"ix_removals_{name}", "removals", [name])
    op.create_table(
        "family_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("family_number", sa.BigInteger(), nullable=False),
        sa.Column("removal_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_log")),
    )
    op.create_index("ix_family_log_at", "family_log", ["at"])


def downgrade() -> None:
    """Go down."""
    for table in ("family_log", "removals", "brought"):
        op.drop_table(table)
    for table, name in _INDEXES:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, column in _COLUMNS:
        op.drop_column(table, column.name)
