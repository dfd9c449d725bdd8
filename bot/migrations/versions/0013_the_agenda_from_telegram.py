"""Why an event was cancelled, files of the agenda that wait for a yes, and changes that families are being told of"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go up."""
    op.add_column("events", sa.Column("cancel_reason", sa.Text(), nullable=True))
    op.create_table(
        "agenda_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("drafts", sa.Text(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_imports")),
    )
    op.create_index("ix_agenda_imports_created_at", "agenda_imports", ["created_at"])
    op.create_table(
        "agenda_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("families", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("progress_id", sa.Integer(), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("reported_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_changes")),
    )
    for column in ("created_at", "reported_at"):
        op.create_index(f"ix_agenda_changes_{column}", "agenda_changes", [column])


def downgrade() -> None:
    """Go down."""
    for table in ("agenda_changes", "agenda_imports"):
        op.drop_table(table)
    op.drop_column("events", "cancel_reason")  # in place: other tables point to this one
