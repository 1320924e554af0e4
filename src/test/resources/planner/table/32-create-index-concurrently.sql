-- CREATE INDEX CONCURRENTLY, outside any transaction
-- base: shop
-- setup
-- forward
CREATE INDEX CONCURRENTLY users_born ON shop.users (born);
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_id_login ON shop.users (id, login);
-- expect: proven
-- theirs
DROP INDEX CONCURRENTLY shop.users_born;
DROP INDEX CONCURRENTLY shop.users_id_login;
-- theirs-is: equal
