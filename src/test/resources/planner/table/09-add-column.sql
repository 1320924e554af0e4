-- ADD COLUMN: what is written since is set aside
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD COLUMN phone varchar(20);
-- later
UPDATE shop.users SET phone = '+49 later ' || id WHERE id IN (3, 4);
-- expect: proven-with-salvage: phone
-- kept: +49 later 3
-- kept: +49 later 4
-- after: SELECT count(*) FROM shop.users => 300
-- theirs
ALTER TABLE shop.users DROP COLUMN phone;
-- theirs-is: equal
