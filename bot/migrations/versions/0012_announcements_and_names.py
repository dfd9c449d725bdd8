"""What the team writes to families, answers that may become facts, and things that the team has named"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("fr", EncryptedText(), nullable=True),
        sa.Column("en", EncryptedText(), nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("families", sa.Integer(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("until", _AT, nullable=False),
        sa.Column("progress_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("stopped_at", _AT, nullable=True),
        sa.Column("reported_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    for column in ("created_at", "reported_at"):
        op.create_index(f"ix_announcements_{column}", "announcements", [column])
    op.create_table(
        "fact_proposals",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.String(), nullable=True),
        sa.Column("asked", EncryptedText(), nullable=True),
        sa.Column("words", EncryptedText(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_fact_proposals")),
    )
    op.create_index("ix_fact_proposals_created_at", "fact_proposals", ["created_at"])
    _make_names()


def _make_names() -> None:
    op.create_table(
        "named_things",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("fr", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_things")),
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_named_things_thing_in_force",
        "named_things",
        ["thing"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def downgrade() -> None:
    """Go down."""
    for table in ("named_things", "fact_proposals", "announcements"):
        op.drop_table(table)
