"""The team: where it is, who is of it, links into it, and what was done in its name"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)
_LIVE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("was", sa.BigInteger(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "team_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_log")),
    )
    op.create_index("ix_team_log_at", "team_log", ["at"])
    _make_members()


def _make_members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", EncryptedText(), nullable=True),
        sa.Column("invited_by", sa.BigInteger(), nullable=False),
        sa.Column("since", _AT, nullable=False),
        sa.Column("revoked_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_index(
        "uq_members_person_id", "members", ["person_id"], unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
    )
    op.create_index("ix_members_revoked_at", "members", ["revoked_at"])
    op.create_table(
        "member_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("until", _AT, nullable=False),
        sa.Column("invited_by", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("name", EncryptedText(), nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_member_invitations_digest")),
    )
    op.create_index("ix_member_invitations_until", "member_invitations", ["until"])


def downgrade() -> None:
    """Go down."""
    for table in ("member_invitations", "members", "team_log", "team"):
        op.drop_table(table)
