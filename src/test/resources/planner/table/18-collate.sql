-- ALTER TYPE … COLLATE: the old collation, the index over it
-- base: shop
-- setup
CREATE INDEX users_full_name ON shop.users (full_name);
-- forward
ALTER TABLE shop.users ALTER COLUMN full_name TYPE text COLLATE "und-x-icu";
ALTER TABLE "Odd Schema"."Mixed Table" ALTER COLUMN "select" TYPE text COLLATE "POSIX";
-- expect: proven
-- theirs
ALTER TABLE shop.users ALTER COLUMN full_name TYPE text;
ALTER TABLE "Odd Schema"."Mixed Table" ALTER COLUMN "select" TYPE text;
-- theirs-is: different
