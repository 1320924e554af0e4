-- MERGE that inserts, updates and deletes at once
-- base: shop
-- setup
DROP RULE quiet ON shop.products;
-- forward
MERGE INTO shop.products p USING (SELECT 'SKU-' || n AS sku, n FROM generate_series(40, 60) n) s ON p.sku = s.sku
WHEN MATCHED AND s.n % 5 = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET stock = p.stock + 100, name = p.name || '!'
WHEN NOT MATCHED THEN INSERT (sku, "Price €", name) VALUES (s.sku, s.n, 'merged');
-- later
UPDATE shop.products SET name = 'later name' WHERE sku = 'SKU-41';
-- expect: proven-with-salvage
-- after: SELECT name FROM shop.products WHERE sku = 'SKU-41' => later name
-- after: SELECT count(*) || ' ' || sum(stock) FROM shop.products => 50 435
-- after: SELECT count(*) FROM shop.order_lines WHERE sku IS NULL => 48
