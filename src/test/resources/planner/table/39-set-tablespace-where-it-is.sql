-- SET TABLESPACE and SET ACCESS METHOD to what it is
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users SET TABLESPACE pg_default;
ALTER TABLE shop.orders SET ACCESS METHOD heap;
-- expect: proven
