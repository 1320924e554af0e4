-- ALTER TYPE int → smallint where every value fits
-- base: shop
-- setup
-- forward
ALTER TABLE shop.order_lines ALTER COLUMN quantity TYPE smallint;
-- expect: proven or proven-with-salvage
-- theirs
ALTER TABLE shop.order_lines ALTER COLUMN quantity TYPE integer;
-- theirs-is: equal
