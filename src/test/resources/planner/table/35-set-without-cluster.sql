-- SET WITHOUT CLUSTER
-- base: shop
-- setup
-- forward
ALTER TABLE shop.order_lines SET WITHOUT CLUSTER;
-- expect: proven
