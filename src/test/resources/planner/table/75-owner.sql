-- OWNER TO rewrites the grants; of a table with a sequence, a view, a function, a type, a schema
-- base: shop
-- setup
GRANT golden_writer TO golden_owner;
-- forward
ALTER TABLE shop.users OWNER TO golden_writer;
ALTER TABLE shop.orders OWNER TO golden_owner;
ALTER VIEW shop.mailing_list OWNER TO golden_owner;
ALTER FUNCTION shop.slug(text) OWNER TO golden_owner;
ALTER TYPE shop.mood OWNER TO golden_owner;
ALTER SCHEMA audit OWNER TO golden_owner;
ALTER TABLE shop.events OWNER TO golden_owner;
ALTER PUBLICATION changes OWNER TO postgres;
-- expect: proven
-- theirs
ALTER TABLE shop.users OWNER TO golden_owner;
ALTER TABLE shop.orders OWNER TO postgres;
ALTER VIEW shop.mailing_list OWNER TO postgres;
ALTER FUNCTION shop.slug(text) OWNER TO postgres;
ALTER TYPE shop.mood OWNER TO postgres;
ALTER SCHEMA audit OWNER TO postgres;
ALTER TABLE shop.events OWNER TO postgres;
-- theirs-is: different
