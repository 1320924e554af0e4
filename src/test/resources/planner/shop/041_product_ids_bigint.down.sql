ALTER TABLE shop.product_tags ALTER COLUMN product_id TYPE int;
ALTER TABLE shop.order_items ALTER COLUMN product_id TYPE int;
ALTER SEQUENCE shop.products_id_seq AS int;
ALTER TABLE shop.products ALTER COLUMN id TYPE int;
