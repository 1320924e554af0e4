-- UPDATE of a column from which another is generated
-- base: shop
-- setup
-- forward
UPDATE shop.products SET stock = stock * 2;
-- later
UPDATE shop.products SET stock = 999 WHERE sku = 'SKU-5';
-- expect: proven-with-salvage
-- after: SELECT worth FROM shop.products WHERE sku = 'SKU-5' => 5984.01
-- after: SELECT worth FROM shop.products WHERE sku = 'SKU-6' => 41.94
-- theirs
UPDATE shop.products SET stock = stock / 2;
-- theirs-is: equal
