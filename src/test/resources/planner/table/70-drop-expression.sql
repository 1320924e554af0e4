-- DROP EXPRESSION: the column becomes a plain one that people write to
-- base: shop
-- setup
CREATE INDEX products_worth ON shop.products (worth);
GRANT SELECT (worth) ON shop.products TO golden_reader;
-- forward
ALTER TABLE shop.products ALTER COLUMN worth DROP EXPRESSION;
-- later
UPDATE shop.products SET stock = 3 WHERE sku = 'SKU-2';
-- expect: proven or proven-with-salvage
-- after: SELECT worth FROM shop.products WHERE sku = 'SKU-2' => 8.97
-- theirs
ALTER TABLE shop.products DROP COLUMN worth;
ALTER TABLE shop.products ADD COLUMN worth numeric GENERATED ALWAYS AS ("Price €" * stock) STORED;
-- theirs-is: different
