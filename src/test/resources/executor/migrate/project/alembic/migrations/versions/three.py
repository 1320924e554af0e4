"""three"""
from alembic import op

revision = "three"
down_revision = "two"


def upgrade():
    op.create_index("orders_total", "orders", ["total"])


def downgrade():
    op.drop_index("orders_total")
