"""currency"""
import sqlalchemy as sa
from alembic import op

revision = "2b3c4d5e6f70"
down_revision = "1a2b3c4d5e6f"


def upgrade():
    op.add_column("orders", sa.Column("currency", sa.String(3), nullable=False, server_default="EUR"))
    op.create_index("orders_total", "orders", ["total"])


def downgrade():
    op.drop_column("orders", "currency")
