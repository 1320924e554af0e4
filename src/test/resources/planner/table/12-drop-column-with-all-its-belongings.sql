-- DROP COLUMN: default, collation, statistics, storage, grants, remark, indexes, constraints come back with it
-- base: shop
-- setup
ALTER TABLE shop.users ADD CONSTRAINT name_or_mail CHECK (full_name IS NOT NULL OR email IS NOT NULL OR id > 0);
CREATE UNIQUE INDEX users_name_id ON shop.users (full_name, id) INCLUDE (score);
ALTER TABLE shop.users ALTER full_name SET (n_distinct = -0.5);
COMMENT ON COLUMN shop.users.full_name IS 'First and last';
COMMENT ON INDEX shop.users_name_id IS 'both';
-- forward
ALTER TABLE shop.users DROP COLUMN full_name;
-- expect: proven-with-salvage: full_name
-- after: SELECT count(full_name) FROM shop.users => 258
-- theirs
ALTER TABLE shop.users ADD full_name text COLLATE "C" DEFAULT 'nobody';
CREATE INDEX users_slug ON shop.users (shop.slug(full_name));
-- theirs-is: different
