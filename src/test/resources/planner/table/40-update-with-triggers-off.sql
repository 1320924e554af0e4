-- DISABLE TRIGGER, UPDATE, ENABLE TRIGGER: no audit rows forward, none on the way back
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users DISABLE TRIGGER users_audit;
UPDATE shop.users SET login = 'x' || login WHERE id <= 20;
ALTER TABLE shop.users ENABLE TRIGGER users_audit;
-- later
UPDATE shop.users SET login = 'later' WHERE id = 7;
-- expect: proven-with-salvage
-- after: SELECT login FROM shop.users WHERE id = 7 => later
-- after: SELECT login FROM shop.users WHERE id = 8 => user8
