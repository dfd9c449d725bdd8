"""Which keys the database is sealed with; the token of an invitation, sealed, so that its digest can be made anew"""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import EncryptedText, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "sealing_keys",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sealing_keys")),
    )
    with op.batch_alter_table("invitations") as batch:
        batch.add_column(sa.Column("token", EncryptedText(), nullable=True))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("invitations") as batch:
        batch.drop_column("token")
    op.drop_table("sealing_keys")
