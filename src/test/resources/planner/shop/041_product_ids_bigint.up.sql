ALTER TABLE shop.products ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE shop.products_id_seq AS bigint;
ALTER TABLE shop.order_items ALTER COLUMN product_id TYPE bigint;
ALTER TABLE shop.product_tags ALTER COLUMN product_id TYPE bigint;
