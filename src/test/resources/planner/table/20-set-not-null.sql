-- SET NOT NULL
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ALTER COLUMN born SET NOT NULL;
-- expect: proven
-- theirs
ALTER TABLE shop.users ALTER COLUMN born DROP NOT NULL;
-- theirs-is: equal
