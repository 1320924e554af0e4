-- CREATE SCHEMA with an owner and grants; IF NOT EXISTS of one that is there
-- base: shop
-- setup
-- forward
CREATE SCHEMA "New" AUTHORIZATION golden_owner;
CREATE SCHEMA IF NOT EXISTS audit;
GRANT USAGE, CREATE ON SCHEMA "New" TO golden_reader;
COMMENT ON SCHEMA "New" IS 'room';
-- expect: proven
-- theirs
DROP SCHEMA "New";
DROP SCHEMA audit CASCADE;
-- theirs-is: different
