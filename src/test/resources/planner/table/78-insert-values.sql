-- INSERT VALUES: the way back deletes those keys, not what else is like them
-- base: shop
-- setup
-- forward
INSERT INTO shop.products (sku, "Price €", name) VALUES ('NEW-1', 1, 'new'), ('NEW-2', 2, 'new');
INSERT INTO shop.users (login, full_name) VALUES ('robot', 'Robot');
-- later
INSERT INTO shop.products (sku, "Price €", name) VALUES ('NEW-3', 3, 'new');
UPDATE shop.products SET name = 'later name' WHERE sku = 'NEW-2';
-- expect: proven-with-salvage
-- kept: later name
-- after: SELECT count(*) FROM shop.products => 51
-- after: SELECT count(*) FROM shop.users => 300
-- theirs
DELETE FROM shop.products WHERE name = 'new';
DELETE FROM shop.users WHERE login = 'robot';
-- theirs-is: different
