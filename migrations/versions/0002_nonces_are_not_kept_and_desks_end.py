"""Nonces are not kept, a desk's session has an end, and tries are counted before judged."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("device") as device:
        device.drop_column("nonce")
        device.drop_column("nonce_until")
        device.add_column(sa.Column("nonce_used_at", sa.DateTime(timezone=True), nullable=True))
    # Whoever sits at a desk signs in again.
    op.execute("DELETE FROM desk_session")
    with op.batch_alter_table("desk_session") as desk:
        desk.add_column(sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False))
    with op.batch_alter_table("login_attempt") as attempt:
        attempt.alter_column("failures", new_column_name="tries")


def downgrade() -> None:
    with op.batch_alter_table("login_attempt") as attempt:
        attempt.alter_column("tries", new_column_name="failures")
    with op.batch_alter_table("desk_session") as desk:
        desk.drop_column("ends_at")
    with op.batch_alter_table("device") as device:
        device.drop_column("nonce_used_at")
        device.add_column(sa.Column("nonce_until", sa.DateTime(timezone=True), nullable=True))
        device.add_column(sa.Column("nonce", sa.String(length=64), nullable=True))
