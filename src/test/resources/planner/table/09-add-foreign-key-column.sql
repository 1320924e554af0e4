-- ADD COLUMN … REFERENCES … UNIQUE in one breath
-- base: shop
-- setup
-- forward
ALTER TABLE shop.products ADD COLUMN creator bigint UNIQUE REFERENCES shop.users ON DELETE SET NULL CHECK (creator > 0);
-- later
UPDATE shop.products SET creator = 271 WHERE sku = 'SKU-1';
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.products => 50
