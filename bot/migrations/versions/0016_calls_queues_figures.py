"""Families that telephone, calls to them, waiting lists as the team runs them, and the numbers of each week"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)


def _of(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{parent}")
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "family_contacts",
        sa.Column("family_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phone", EncryptedText(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("since", _AT, nullable=False),
        _of("family_contacts", "family_id", "families"),
        sa.PrimaryKeyConstraint("family_id", name=op.f("pk_family_contacts")),
        sa.UniqueConstraint("digest", name=op.f("uq_family_contacts_digest")),
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("send_class", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("told_at", _AT, nullable=True),
        sa.Column("done_at", _AT, nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        _of("calls", "family_id", "families"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("key", name=op.f("uq_calls_key")),
    )
    for column in ("family_id", "done_at"):
        op.create_index(f"ix_calls_{column}", "calls", [column])
    _make_queues()
    op.create_table(
        "week_figures",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("monday", "what", name=op.f("pk_week_figures")),
    )


def _make_queues() -> None:
    op.create_table(
        "out_of_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reason", EncryptedText(), nullable=False),
        sa.Column("was_since", _AT, nullable=False),
        _of("out_of_turn", "event_id", "events"),
        _of("out_of_turn", "family_id", "families"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_out_of_turn")),
    )
    for column in ("event_id", "family_id"):
        op.create_index(f"ix_out_of_turn_{column}", "out_of_turn", [column])
    op.create_table(
        "closed_lists",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        _of("closed_lists", "event_id", "events"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_closed_lists")),
    )


def downgrade() -> None:
    """Go down."""
    for table in ("week_figures", "closed_lists", "out_of_turn", "calls", "family_contacts"):
        op.drop_table(table)
