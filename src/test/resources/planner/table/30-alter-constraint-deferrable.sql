-- ALTER CONSTRAINT: the old flags
-- base: shop
-- setup
-- forward
ALTER TABLE shop.orders ALTER CONSTRAINT orders_user_fk NOT DEFERRABLE;
ALTER TABLE shop.order_lines ALTER CONSTRAINT order_lines_order_id_fkey DEFERRABLE INITIALLY DEFERRED;
-- expect: proven
-- theirs
ALTER TABLE shop.orders ALTER CONSTRAINT orders_user_fk DEFERRABLE;
ALTER TABLE shop.order_lines ALTER CONSTRAINT order_lines_order_id_fkey NOT DEFERRABLE;
-- theirs-is: different
