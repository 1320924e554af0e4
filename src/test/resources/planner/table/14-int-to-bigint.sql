-- ALTER TYPE int → bigint of a key, its sequence and the column that refers to it
-- base: shop
-- setup
-- forward
ALTER TABLE shop.orders ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE shop.orders_id_seq AS bigint;
ALTER TABLE shop.order_lines ALTER COLUMN order_id TYPE bigint;
-- later
INSERT INTO shop.orders (user_id, note) VALUES (1, 'later order');
-- expect: proven
-- after: SELECT count(*) FROM shop.orders WHERE note = 'later order' => 1
-- theirs
ALTER TABLE shop.orders ALTER COLUMN id TYPE integer;
ALTER TABLE shop.order_lines ALTER COLUMN order_id TYPE integer;
-- theirs-is: different
