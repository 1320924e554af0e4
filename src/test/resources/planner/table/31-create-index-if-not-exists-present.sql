-- CREATE INDEX IF NOT EXISTS where one of that name stands: DROP INDEX takes the old one
-- base: shop
-- setup
-- forward
CREATE INDEX IF NOT EXISTS users_tags ON shop.users (tags);
-- expect: proven
-- theirs
DROP INDEX shop.users_tags;
-- theirs-is: different
