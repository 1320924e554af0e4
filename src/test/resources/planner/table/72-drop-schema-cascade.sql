-- DROP SCHEMA … CASCADE: everything inside, and what hangs on it outside
-- base: shop
-- setup
-- forward
DROP SCHEMA shop CASCADE;
-- expect: proven-with-salvage or refused
-- after: SELECT count(*) FROM shop.users => 300
