-- DROP COLUMN … CASCADE drops a view, the view on it, their grants, owner and options
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users DROP COLUMN email CASCADE;
-- later
UPDATE shop.users SET score = 11 WHERE id = 8;
-- expect: proven-with-salvage
-- after: SELECT email FROM shop.active_users WHERE id = 8 => user8@example.org
-- theirs
ALTER TABLE shop.users ADD email shop.email_address;
CREATE VIEW shop.active_users AS SELECT id, login, email FROM shop.users WHERE score > 10;
CREATE VIEW shop.mailing_list AS SELECT login, email FROM shop.active_users WHERE email IS NOT NULL;
-- theirs-is: different
