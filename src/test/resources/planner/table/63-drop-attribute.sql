-- ALTER TYPE … DROP ATTRIBUTE: its values are gone, and its place
-- base: shop
-- setup
-- forward
ALTER TYPE shop.address DROP ATTRIBUTE street;
-- expect: proven-with-salvage or refused
-- theirs
ALTER TYPE shop.address ADD ATTRIBUTE street text;
-- theirs-is: different
