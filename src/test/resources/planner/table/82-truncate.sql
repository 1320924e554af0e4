-- TRUNCATE … CASCADE, RESTART IDENTITY
-- base: shop
-- setup
-- forward
TRUNCATE shop.orders RESTART IDENTITY CASCADE;
-- later
INSERT INTO shop.users (login) VALUES ('later');
-- expect: proven-with-salvage: orders
-- after: SELECT count(*) FROM shop.orders => 400
-- after: SELECT count(*) FROM shop.order_lines => 800
-- after: INSERT INTO shop.orders (user_id) VALUES (1) RETURNING id => 401
-- theirs
INSERT INTO shop.orders (user_id, total, note, placed_on)
SELECT 1 + n % 300, n * 1.01, CASE WHEN n % 4 = 0 THEN 'note; ' || n END, date '2026-01-01' + n % 200 FROM generate_series(1, 400) n;
-- theirs-is: different
