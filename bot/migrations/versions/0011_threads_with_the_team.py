"""Threads between families and the team: topics, the answers there, and the copies that families have"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_AT = UtcDateTime(timezone=True)


def upgrade() -> None:
    """Go up. Each question that is in the team's chat gets a thread of replies; its number is the question's."""
    op.add_column("team", sa.Column("no_topics_at", _AT, nullable=True))
    with op.batch_alter_table("questions") as batch:
        batch.add_column(sa.Column("before", EncryptedText(), nullable=True))
        batch.add_column(sa.Column("thread_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("goes_on", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("settled_at", _AT, nullable=True))
        batch.add_column(sa.Column("recalled_at", _AT, nullable=True))
        batch.create_index("ix_questions_thread_id", ["thread_id"])
    _make_threads()
    # What it held was on its way for some seconds: those answers arrive, and the team is not told so.
    op.drop_table("team_answers")
    _make_answers()
    op.execute(
        "INSERT INTO team_threads (id, chat_id, outbox_id, opened_at, answered_at) "
        "SELECT q.id, o.chat_id, q.outbox_id, q.created_at, q.answered_at "
        "FROM questions q JOIN outbox o ON o.id = q.outbox_id"
    )
    op.execute("UPDATE questions SET thread_id = id WHERE id IN (SELECT id FROM team_threads)")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('team_threads', 'id'), "
            "(SELECT coalesce(max(id), 0) + 1 FROM team_threads), false)"
        )


def _make_threads() -> None:
    op.create_table(
        "team_threads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("recall_id", sa.Integer(), nullable=True),
        sa.Column("alike", sa.String(), nullable=True),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("answered_at", _AT, nullable=True),
        sa.Column("closed_at", _AT, nullable=True),
        sa.Column("lost_at", _AT, nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_threads")),
    )
    op.create_index("ix_team_threads_chat_id", "team_threads", ["chat_id"])
    op.create_index("ix_team_threads_outbox_id", "team_threads", ["outbox_id"])


def _make_answers() -> None:
    op.create_table(
        "team_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("status_id", sa.Integer(), nullable=True),
        sa.Column("written_at", _AT, nullable=False),
        sa.Column("told_at", _AT, nullable=True),
        sa.Column("withdrawn_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_answers")),
    )
    op.create_index("ix_team_answers_thread_id", "team_answers", ["thread_id"])
    op.create_table(
        "team_answer_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("asked_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_answer_copies")),
        sa.UniqueConstraint("outbox_id", name=op.f("uq_team_answer_copies_outbox_id")),
    )
    for name in ("answer_id", "question_id", "chat_id"):
        op.create_index(f"ix_team_answer_copies_{name}", "team_answer_copies", [name])


def downgrade() -> None:
    """Go down."""
    for table in ("team_answer_copies", "team_answers", "team_threads"):
        op.drop_table(table)
    op.create_table(
        "team_answers",
        sa.Column("outbox_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outbox_id", name=op.f("pk_team_answers")),
    )
    with op.batch_alter_table("questions") as batch:
        batch.drop_index("ix_questions_thread_id")
        for name in ("recalled_at", "settled_at", "goes_on", "thread_id", "before"):
            batch.drop_column(name)
    with op.batch_alter_table("team") as batch:
        batch.drop_column("no_topics_at")
