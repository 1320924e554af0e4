ALTER TABLE shop.product_tags DROP CONSTRAINT product_tags_pkey;
