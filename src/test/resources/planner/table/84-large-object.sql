-- Large objects stand outside of every table
-- base: shop
-- setup
-- forward
SELECT lo_from_bytea(4711, '\xcafe');
-- expect: refused
