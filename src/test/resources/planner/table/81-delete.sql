-- DELETE of rows on which others hang by CASCADE, with composite keys and generated columns
-- base: shop
-- setup
-- forward
DELETE FROM shop.orders WHERE user_id % 50 = 0;
DELETE FROM shop.products WHERE stock = 0;
-- later
UPDATE shop.orders SET note = 'later note' WHERE id = 1;
INSERT INTO shop.orders (user_id, note) VALUES (1, 'later order');
-- expect: proven-with-salvage: orders
-- after: SELECT count(*) FROM shop.order_lines => 800
-- after: SELECT count(*) FROM shop.orders => 401
-- after: SELECT count(*) FROM shop.order_lines WHERE sku IS NULL => 48
-- theirs
INSERT INTO shop.orders (id, number, user_id, total) SELECT 400 + n, 1, 50, 1 FROM generate_series(1, 8) n;
-- theirs-is: error
