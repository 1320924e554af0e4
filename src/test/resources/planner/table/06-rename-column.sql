-- RENAME COLUMN that views, an index, a policy and a publication use
-- base: shop
-- setup
-- forward
ALTER TABLE shop.orders RENAME COLUMN user_id TO customer_id;
ALTER TABLE shop.users RENAME email TO "E-Mail";
-- later
UPDATE shop.users SET "E-Mail" = 'later@example.org' WHERE id = 1;
-- expect: proven: RENAME
-- after: SELECT email FROM shop.users WHERE id = 1 => later@example.org
-- theirs
ALTER TABLE shop.orders RENAME COLUMN customer_id TO user_id;
ALTER TABLE shop.users RENAME "E-Mail" TO email;
-- theirs-is: equal
