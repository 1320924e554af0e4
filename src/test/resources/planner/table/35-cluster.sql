-- CLUSTER … USING leaves a mark; the old one was elsewhere
-- base: shop
-- setup
ALTER TABLE shop.order_lines SET WITHOUT CLUSTER;
CREATE INDEX lines_sku ON shop.order_lines (sku);
ALTER TABLE shop.order_lines CLUSTER ON lines_sku;
-- forward
CLUSTER shop.order_lines USING order_lines_pkey;
ALTER TABLE shop.users CLUSTER ON users_pkey;
-- expect: proven
-- theirs
ALTER TABLE shop.order_lines SET WITHOUT CLUSTER;
ALTER TABLE shop.users SET WITHOUT CLUSTER;
-- theirs-is: different
