"""Questions for the team: what was seen, the event, the message that carries them; the team's answers on their way"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("questions") as batch:
        batch.add_column(sa.Column("seen", EncryptedText(), nullable=True))
        batch.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("outbox_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True))
        batch.create_unique_constraint(op.f("uq_questions_outbox_id"), ["outbox_id"])
    op.create_table(
        "team_answers",
        sa.Column("outbox_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outbox_id", name=op.f("pk_team_answers")),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("team_answers")
    with op.batch_alter_table("questions") as batch:
        batch.drop_constraint(op.f("uq_questions_outbox_id"), type_="unique")
        for name in ("answered_at", "outbox_id", "event_id", "seen"):
            batch.drop_column(name)
