"""Cells that the team has filled while the bot runs: one row a cell in force, the rows before it kept"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "filled_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("fr", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("checked", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filled_facts")),
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_filled_facts_cell_in_force",
        "filled_facts",
        ["cell"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("filled_facts")
