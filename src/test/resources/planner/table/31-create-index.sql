-- CREATE INDEX of every sort
-- base: shop
-- setup
-- forward
CREATE INDEX ON shop.users (born);
CREATE UNIQUE INDEX "Users; Mail" ON shop.users (lower(email::text), id DESC NULLS LAST) INCLUDE (score) WHERE score > 5;
CREATE INDEX users_prefs ON shop.users USING gin (prefs jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX users_brin ON shop.users USING brin (created_at) WITH (pages_per_range = 4);
CREATE INDEX users_hash ON shop.users USING hash (login);
CREATE INDEX users_expr ON shop.users ((score * 2), (full_name COLLATE "POSIX") text_pattern_ops);
ALTER INDEX shop.users_expr ALTER COLUMN 1 SET STATISTICS 500;
COMMENT ON INDEX shop.users_hash IS 'quick';
-- expect: proven
-- theirs
DROP INDEX shop.users_born_idx, shop."Users; Mail", shop.users_prefs, shop.users_brin, shop.users_hash, shop.users_expr;
-- theirs-is: equal
