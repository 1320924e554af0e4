-- CREATE OR REPLACE VIEW with a column more: OR REPLACE cannot take it away again, and DROP loses grants and views on it
-- base: shop
-- setup
CREATE FUNCTION shop.of_view(shop.active_users) RETURNS text LANGUAGE sql AS 'SELECT $1.login::text';
ALTER VIEW shop.active_users ALTER COLUMN login SET DEFAULT 'x';
COMMENT ON COLUMN shop.active_users.login IS 'seen by many';
CREATE FUNCTION shop.instead() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER active_insert INSTEAD OF INSERT ON shop.active_users FOR EACH ROW EXECUTE FUNCTION shop.instead();
CREATE RULE active_delete AS ON DELETE TO shop.active_users DO INSTEAD NOTHING;
-- forward
CREATE OR REPLACE VIEW shop.active_users AS SELECT id, login, email, score FROM shop.users WHERE score > 10;
-- expect: proven
-- theirs
CREATE OR REPLACE VIEW shop.active_users AS SELECT id, login, email FROM shop.users WHERE score > 10;
-- theirs-is: error
