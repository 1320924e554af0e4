-- DROP NOT NULL
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ALTER COLUMN login DROP NOT NULL, ALTER COLUMN prefs DROP NOT NULL;
-- expect: proven
-- theirs
ALTER TABLE shop.users ALTER COLUMN login SET NOT NULL;
-- theirs-is: different
