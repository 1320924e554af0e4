-- ALTER EXTENSION … ADD and DROP of a member
-- base: shop
-- setup
CREATE EXTENSION hstore;
-- forward
ALTER EXTENSION hstore ADD FUNCTION shop.slug(text);
ALTER EXTENSION hstore DROP FUNCTION hstore(record);
-- expect: proven or refused
