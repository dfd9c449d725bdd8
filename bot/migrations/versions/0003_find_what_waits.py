"""Find what waits: the chat that waits longest, and the chats that are held, without looking at all of them"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_index("ix_inbox_state_received_at_update_id", "inbox", ["state", "received_at", "update_id"])
    op.create_index(op.f("ix_chats_leased_until"), "chats", ["leased_until"])


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_chats_leased_until"), "chats")
    op.drop_index("ix_inbox_state_received_at_update_id", "inbox")
