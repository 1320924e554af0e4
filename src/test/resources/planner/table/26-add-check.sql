-- ADD CHECK: valid, NOT VALID, NO INHERIT, with a name that needs quotes
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD CONSTRAINT "born; before" CHECK (born < '2100-01-01');
ALTER TABLE shop.users ADD CHECK (ratio <> 5) NOT VALID;
ALTER TABLE shop.orders ADD CONSTRAINT small CHECK (total < 1000000) NO INHERIT;
-- later
INSERT INTO shop.users (login) VALUES ('later');
-- expect: proven
-- after: SELECT count(*) FROM shop.users => 301
-- theirs
ALTER TABLE shop.users DROP CONSTRAINT "born; before", DROP CONSTRAINT users_ratio_check;
ALTER TABLE shop.orders DROP CONSTRAINT small;
-- theirs-is: equal
