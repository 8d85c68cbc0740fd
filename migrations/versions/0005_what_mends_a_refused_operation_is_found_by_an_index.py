"""What mends a refused operation is found by an index, among all that its device wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MENDING = """payload LIKE '%"replaces":"%'"""


def upgrade() -> None:
    op.create_index(
        "ix_operation_mending",
        "operation",
        ["device_id", "device_seq"],
        sqlite_where=sa.text(MENDING),
        postgresql_where=sa.text(MENDING),
    )


def downgrade() -> None:
    op.drop_index("ix_operation_mending", table_name="operation")
