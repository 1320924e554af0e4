-- SET NOT NULL where it is set already: DROP NOT NULL would loosen it
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ALTER COLUMN login SET NOT NULL;
-- expect: proven
-- theirs
ALTER TABLE shop.users ALTER COLUMN login DROP NOT NULL;
-- theirs-is: different
