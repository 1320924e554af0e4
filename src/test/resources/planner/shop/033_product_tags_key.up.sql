DELETE FROM shop.product_tags a
USING shop.product_tags b
WHERE a.ctid > b.ctid AND a.product_id = b.product_id AND a.tag = b.tag;
ALTER TABLE shop.product_tags ADD CONSTRAINT product_tags_pkey PRIMARY KEY (product_id, tag);
