-- DROP COLUMN: old values come back, later rows have none
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users DROP COLUMN born;
-- later
INSERT INTO shop.users (login) VALUES ('later');
UPDATE shop.users SET full_name = 'later name' WHERE id = 12;
DELETE FROM shop.users WHERE id = 13;
-- expect: proven-with-salvage: born
-- after: SELECT born FROM shop.users WHERE id = 12 => 1971-03-21
-- after: SELECT full_name FROM shop.users WHERE id = 12 => later name
-- after: SELECT count(*) FILTER (WHERE born IS NULL) || '/' || count(*) FROM shop.users => 1/300
-- theirs
ALTER TABLE shop.users ADD COLUMN born date;
-- theirs-is: different
