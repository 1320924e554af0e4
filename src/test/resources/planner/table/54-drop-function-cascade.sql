-- DROP FUNCTION … CASCADE takes a trigger, a default, an index, a policy, a check and a view along
-- base: shop
-- setup
CREATE FUNCTION shop.often() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 3';
ALTER TABLE shop.products ALTER stock SET DEFAULT shop.often();
CREATE INDEX products_often ON shop.products ((stock + shop.often()));
ALTER TABLE shop.products ADD CONSTRAINT often_ck CHECK (stock > shop.often() - 100);
CREATE VIEW shop.often_view AS SELECT shop.often() AS o;
GRANT SELECT ON shop.often_view TO golden_reader;
CREATE POLICY often_pol ON shop.orders FOR UPDATE USING (total > shop.often());
-- forward
DROP FUNCTION shop.often() CASCADE;
DROP FUNCTION audit.note() CASCADE;
-- later
UPDATE shop.users SET full_name = 'later' WHERE id = 1;
-- expect: proven
-- after: SELECT count(*) FROM pg_trigger WHERE tgname = 'users_audit' => 1
-- theirs
CREATE FUNCTION shop.often() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 3';
ALTER TABLE shop.products ALTER stock SET DEFAULT shop.often();
CREATE INDEX products_often ON shop.products ((stock + shop.often()));
-- theirs-is: different
