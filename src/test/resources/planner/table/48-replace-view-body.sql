-- CREATE OR REPLACE VIEW with another body
-- base: shop
-- setup
-- forward
CREATE OR REPLACE VIEW shop.active_users AS SELECT id, login, email FROM shop.users WHERE score > 10 AND born < '2000-01-01';
-- expect: proven
-- theirs
DROP VIEW shop.active_users CASCADE;
-- theirs-is: different
