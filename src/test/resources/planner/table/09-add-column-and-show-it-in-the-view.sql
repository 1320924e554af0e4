-- ADD COLUMN and OR REPLACE VIEW that ends with it
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD COLUMN phone text;
CREATE OR REPLACE VIEW shop.active_users AS SELECT id, login, email, phone FROM shop.users WHERE score > 10;
-- expect: proven-with-salvage
-- theirs
ALTER TABLE shop.users DROP COLUMN phone CASCADE;
-- theirs-is: different
