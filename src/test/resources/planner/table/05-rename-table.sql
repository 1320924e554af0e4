-- RENAME TABLE is a rename, never a drop and an add; what is written later stays
-- base: shop
-- setup
-- forward
ALTER TABLE shop.orders RENAME TO purchases;
-- later
INSERT INTO shop.purchases (user_id, note) VALUES (1, 'later note');
-- expect: proven: RENAME
-- after: SELECT count(*) FROM shop.orders WHERE note = 'later note' => 1
-- theirs
ALTER TABLE shop.purchases RENAME TO orders;
ALTER SEQUENCE shop.orders_id_seq RENAME TO purchases_id_seq;
-- theirs-is: different
