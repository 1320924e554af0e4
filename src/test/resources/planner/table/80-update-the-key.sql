-- UPDATE of the key itself, on which others hang by ON UPDATE CASCADE
-- base: shop
-- setup
-- forward
UPDATE shop.products SET sku = 'P' || substr(sku, 4) WHERE stock > 10;
-- later
UPDATE shop.products SET name = 'later name' WHERE sku = 'P-12';
-- expect: proven-with-salvage or refused
-- after: SELECT name FROM shop.products WHERE sku = 'SKU-12' => later name
-- after: SELECT count(*) FROM shop.order_lines WHERE sku LIKE 'SKU%' => 752
