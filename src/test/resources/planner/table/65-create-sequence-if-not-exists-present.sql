-- CREATE SEQUENCE IF NOT EXISTS of one that is there
-- base: shop
-- setup
-- forward
CREATE SEQUENCE IF NOT EXISTS shop.order_numbers START 1;
-- expect: proven
-- theirs
DROP SEQUENCE shop.order_numbers CASCADE;
-- theirs-is: different
