GRANT SELECT (id, subject, opened_at, closed_at), UPDATE (closed_at) ON support.tickets TO shop_readonly;
GRANT SELECT, INSERT ON support.ticket_messages TO shop_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA support GRANT SELECT ON TABLES TO shop_readonly;
