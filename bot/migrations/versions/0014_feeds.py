"""Addresses that the agenda is read from, and what each of them has brought"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", EncryptedText(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", _AT, nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("good_at", _AT, nullable=True),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("waiting", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("accepts_fewer", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
    )
    op.create_index("ix_feeds_due_at", "feeds", ["due_at"])
    op.create_table(
        "feed_events",
        sa.Column("feed_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("settled", sa.String(), nullable=True),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "uid", name=op.f("pk_feed_events")),
    )


def downgrade() -> None:
    """Go down."""
    for table in ("feed_events", "feeds"):
        op.drop_table(table)
