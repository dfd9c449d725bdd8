"""A round over the chats that wait, and which typed words may be answered together"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OF_A_CHAT = "ix_inbox_state_chat_id_update_id"
_FIRST_OF_A_CHAT = "ix_inbox_state_chat_id_received_at_update_id"


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("inbox") as table:
        table.add_column(sa.Column("turn_at", UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("collapsible", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE inbox SET turn_at = received_at")
    with op.batch_alter_table("inbox") as table:
        table.alter_column("turn_at", existing_type=UtcDateTime(timezone=True), nullable=False)
    op.drop_index(_OF_A_CHAT, "inbox")
    op.create_index(_FIRST_OF_A_CHAT, "inbox", ["state", "chat_id", "received_at", "update_id"])
    op.create_index("ix_inbox_state_turn_at_update_id", "inbox", ["state", "turn_at", "update_id"])
    op.create_index("ix_inbox_state_chat_id_turn_at", "inbox", ["state", "chat_id", "turn_at"])


def downgrade() -> None:
    """Go down; what was collapsed has been answered."""
    op.execute("UPDATE inbox SET state = 'done' WHERE state = 'collapsed'")
    op.drop_index("ix_inbox_state_chat_id_turn_at", "inbox")
    op.drop_index("ix_inbox_state_turn_at_update_id", "inbox")
    op.drop_index(_FIRST_OF_A_CHAT, "inbox")
    op.create_index(_OF_A_CHAT, "inbox", ["state", "chat_id", "update_id"])
    with op.batch_alter_table("inbox") as table:
        table.drop_column("collapsible")
        table.drop_column("turn_at")
