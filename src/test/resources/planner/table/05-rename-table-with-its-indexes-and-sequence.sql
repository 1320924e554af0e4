-- RENAME TABLE, INDEX and SEQUENCE together; a view and a row type follow
-- base: shop
-- setup
CREATE FUNCTION shop.latest() RETURNS shop.orders LANGUAGE sql AS 'SELECT * FROM shop.orders ORDER BY id DESC LIMIT 1';
-- forward
ALTER TABLE shop.orders RENAME TO "Purchase Orders";
ALTER INDEX shop.orders_pkey RENAME TO "Purchase Orders_pkey";
ALTER INDEX shop.orders_number RENAME TO "PO number";
ALTER SEQUENCE shop.orders_id_seq RENAME TO "PO seq";
-- later
INSERT INTO shop."Purchase Orders" (user_id, note) VALUES (2, 'later order');
-- expect: proven
-- after: SELECT count(*) FROM shop.orders WHERE note = 'later order' => 1
