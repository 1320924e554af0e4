-- RENAME SCHEMA with everything in it
-- base: shop
-- setup
-- forward
ALTER SCHEMA shop RENAME TO "The Shop";
ALTER SCHEMA audit OWNER TO golden_owner;
-- later
UPDATE "The Shop".users SET full_name = 'later' WHERE id = 1;
-- expect: proven
-- after: SELECT full_name FROM shop.users WHERE id = 1 => later
