"""two"""
import sqlalchemy as sa
from alembic import op

revision = "two"
down_revision = "one"


def upgrade():
    op.add_column("orders", sa.Column("currency", sa.String(3), server_default="EUR"))


def downgrade():
    op.drop_column("orders", "currency")
    if op.get_bind().execute("SELECT to_regclass('cut') IS NOT NULL").scalar():
        op.execute("SELECT pg_terminate_backend(pg_backend_pid())")
