-- DROP SEQUENCE … CASCADE takes the default of a serial column
-- base: shop
-- setup
-- forward
DROP SEQUENCE shop.orders_id_seq CASCADE;
DROP SEQUENCE shop.order_numbers CASCADE;
-- expect: proven
-- after: INSERT INTO shop.orders (user_id) VALUES (1) RETURNING id || ' ' || number => 401 5000
-- theirs
CREATE SEQUENCE shop.orders_id_seq OWNED BY shop.orders.id;
ALTER TABLE shop.orders ALTER id SET DEFAULT nextval('shop.orders_id_seq');
CREATE SEQUENCE shop.order_numbers START 1000 INCREMENT 10;
ALTER TABLE shop.orders ALTER number SET DEFAULT nextval('shop.order_numbers');
-- theirs-is: different
