-- INSERT SELECT with serial keys: the sequence moves too
-- base: shop
-- setup
-- forward
INSERT INTO shop.orders (user_id, total, note) SELECT id, 5, 'gift' FROM shop.users WHERE id % 10 = 0;
INSERT INTO shop.order_lines SELECT o.id, 1, 'SKU-9', 1 FROM shop.orders o WHERE o.note = 'gift';
-- later
INSERT INTO shop.orders (user_id, note) VALUES (1, 'later order');
UPDATE shop.orders SET note = 'later note' WHERE id = 410;
-- expect: proven-with-salvage
-- kept: later note
-- after: SELECT count(*) FROM shop.orders => 401
-- after: INSERT INTO shop.orders (user_id, number) VALUES (1, 99999) RETURNING id > (SELECT max(id) FROM shop.orders WHERE note = 'later order') => t
-- theirs
DELETE FROM shop.orders WHERE note = 'gift';
-- theirs-is: equal
