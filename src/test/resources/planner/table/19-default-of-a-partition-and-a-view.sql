-- SET DEFAULT of one partition only, and of a view's column
-- base: shop
-- setup
-- forward
ALTER TABLE ONLY shop.events_2026 ALTER COLUMN kind SET DEFAULT 'none';
ALTER VIEW shop.active_users ALTER COLUMN login SET DEFAULT 'guest';
ALTER TABLE shop.events ALTER COLUMN body SET DEFAULT '{}';
-- expect: proven
