-- The third statement fails: the database is as it was before the first
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD COLUMN phone text;
UPDATE shop.users SET full_name = 'x';
ALTER TABLE shop.users ADD COLUMN login text;
-- expect: failed-forward
