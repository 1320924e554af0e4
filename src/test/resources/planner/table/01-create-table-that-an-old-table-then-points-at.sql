-- CREATE TABLE, then a column of an old table that refers to it
-- base: shop
-- setup
-- forward
CREATE TABLE shop.warehouses (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, town text UNIQUE);
INSERT INTO shop.warehouses (town) VALUES ('Kiel'), ('Köln');
ALTER TABLE shop.products ADD warehouse_id int REFERENCES shop.warehouses;
UPDATE shop.products SET warehouse_id = 1 + stock % 2;
ALTER TABLE shop.products ALTER warehouse_id SET NOT NULL;
-- later
INSERT INTO shop.warehouses (town) VALUES ('later town');
UPDATE shop.products SET warehouse_id = 3 WHERE sku = 'SKU-3';
-- expect: proven-with-salvage
-- kept: later town
-- after: SELECT count(*) FROM shop.products => 50
-- theirs
DROP TABLE shop.warehouses CASCADE;
-- theirs-is: different
