"""The webhook addresses that this database's bot has set: only those are its own to delete"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "webhooks",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("set_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "url", name=op.f("pk_webhooks")),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("webhooks")
