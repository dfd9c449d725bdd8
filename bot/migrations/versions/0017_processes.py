"""Processes that beat, and chats that are held for as long as their process lives"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_HELD = sa.text("owner IS NOT NULL")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "processes",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.Double(), nullable=False),
        sa.Column("beaten_at", sa.Double(), nullable=False),
        sa.Column("polls", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_processes")),
    )
    op.drop_index(op.f("ix_chats_leased_until"), "chats")
    with op.batch_alter_table("chats") as batch:
        batch.drop_column("leased_until")
    op.create_index("ix_chats_owner", "chats", ["owner"], sqlite_where=_HELD, postgresql_where=_HELD)


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_chats_owner", "chats")
    with op.batch_alter_table("chats") as batch:
        batch.add_column(sa.Column("leased_until", sa.Double(), nullable=True))
    op.create_index(op.f("ix_chats_leased_until"), "chats", ["leased_until"])
    op.drop_table("processes")
