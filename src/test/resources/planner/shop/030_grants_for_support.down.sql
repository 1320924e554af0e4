ALTER DEFAULT PRIVILEGES IN SCHEMA support REVOKE SELECT ON TABLES FROM shop_readonly;
REVOKE SELECT, INSERT ON support.ticket_messages FROM shop_app;
REVOKE SELECT (id, subject, opened_at, closed_at), UPDATE (closed_at) ON support.tickets FROM shop_readonly;
