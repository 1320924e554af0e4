-- ALTER FUNCTION … DEPENDS ON EXTENSION, and for an index and a trigger
-- base: shop
-- setup
CREATE EXTENSION hstore;
-- forward
ALTER FUNCTION shop.slug(text) DEPENDS ON EXTENSION hstore;
ALTER INDEX shop.users_tags DEPENDS ON EXTENSION hstore;
-- expect: proven or refused
-- theirs
ALTER FUNCTION shop.slug(text) NO DEPENDS ON EXTENSION hstore;
ALTER INDEX shop.users_tags NO DEPENDS ON EXTENSION hstore;
-- theirs-is: equal
