"""orders"""
import sqlalchemy as sa
from alembic import op

revision = "1a2b3c4d5e6f"
down_revision = None


def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("total", sa.Numeric(10, 2), nullable=False, server_default="0"),
        sa.Column("note", sa.Text),
    )
    op.execute("INSERT INTO orders (total, note) VALUES (10, 'first'), (20, 'second')")


def downgrade():
    op.drop_table("orders")
