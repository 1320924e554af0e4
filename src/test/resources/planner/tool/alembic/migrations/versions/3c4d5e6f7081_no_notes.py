"""no notes"""
from alembic import op

revision = "3c4d5e6f7081"
down_revision = "2b3c4d5e6f70"


def upgrade():
    op.drop_column("orders", "note")


def downgrade():
    bind = op.get_bind()
    print(bind.execute("SELECT 1").scalar())
