-- DROP INDEX: partial, on an expression, with INCLUDE, remark, options, cluster mark
-- base: shop
-- setup
COMMENT ON INDEX shop.users_lower_email IS 'log-in';
ALTER INDEX shop.users_tags SET (fastupdate = off);
CREATE INDEX orders_clustered ON shop.orders (placed_on, id);
ALTER TABLE shop.orders CLUSTER ON orders_clustered;
CREATE INDEX users_x ON shop.users ((score + 1));
ALTER INDEX shop.users_x ALTER COLUMN 1 SET STATISTICS 321;
-- forward
DROP INDEX shop.users_lower_email, shop.users_tags;
DROP INDEX shop.orders_number;
DROP INDEX IF EXISTS shop.orders_clustered;
DROP INDEX CONCURRENTLY shop.users_x;
-- expect: proven
-- theirs
CREATE INDEX users_lower_email ON shop.users (lower(email));
CREATE INDEX users_tags ON shop.users USING gin (tags);
CREATE UNIQUE INDEX orders_number ON shop.orders (number);
CREATE INDEX orders_clustered ON shop.orders (placed_on, id);
CREATE INDEX users_x ON shop.users ((score + 1));
-- theirs-is: different
