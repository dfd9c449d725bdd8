"""Who has come, how a door was closed, who of the team has which event, and files that have to be taken out again"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go up."""
    _make_the_door()
    _make_lists()


def _make_the_door() -> None:
    op.create_table(
        "attendances",
        sa.Column("signup_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("age", EncryptedText(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signup_id"], ["signups.id"], name=op.f("fk_attendances_signup_id_signups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("signup_id", name=op.f("pk_attendances")),
    )
    op.create_table(
        "doors",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prints_allergies", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told_at", _AT, nullable=True),
        sa.Column("closed_at", _AT, nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("absent", sa.Integer(), nullable=True),
        sa.Column("excused", sa.Integer(), nullable=True),
        sa.Column("walk_ins", sa.Integer(), nullable=True),
        _of_an_event("doors"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_doors")),
    )


def _of_an_event(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_event_id_events")
    return sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=name, ondelete="CASCADE")


def _make_lists() -> None:
    op.create_table(
        "assignments",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("since", _AT, nullable=False),
        _of_an_event("assignments"),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_person_id", "assignments", ["person_id"])
    op.create_table(
        "list_wishes",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sent_at", _AT, nullable=True),
        _of_an_event("list_wishes"),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_list_wishes")),
    )
    op.create_index("ix_list_wishes_sent_at", "list_wishes", ["sent_at"])
    op.create_table(
        "list_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("until", _AT, nullable=False),
        sa.Column("deletion_id", sa.Integer(), nullable=True),
        _of_an_event("list_files"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_files")),
    )
    op.create_index("ix_list_files_until", "list_files", ["until"])
    op.create_table(
        "list_screens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("until", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_screens")),
    )
    op.create_index("uq_list_screens_chat_id_message_id", "list_screens", ["chat_id", "message_id"], unique=True)
    op.create_index("ix_list_screens_until", "list_screens", ["until"])


def downgrade() -> None:
    """Go down."""
    for table in ("list_screens", "list_files", "list_wishes", "assignments", "doors", "attendances"):
        op.drop_table(table)
