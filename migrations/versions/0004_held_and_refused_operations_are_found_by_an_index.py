"""Held and refused operations are found by an index, among all that ever came."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UNSETTLED = "status IN ('held', 'rejected')"


def upgrade() -> None:
    op.create_index(
        "ix_operation_unsettled",
        "operation",
        ["status", "device_id"],
        sqlite_where=sa.text(UNSETTLED),
        postgresql_where=sa.text(UNSETTLED),
    )


def downgrade() -> None:
    op.drop_index("ix_operation_unsettled", table_name="operation")
