-- DROP SCHEMA with nothing in it: owner, grants, remark, default privileges
-- base: shop
-- setup
CREATE SCHEMA room AUTHORIZATION golden_owner;
GRANT USAGE ON SCHEMA room TO golden_reader;
COMMENT ON SCHEMA room IS 'empty';
ALTER DEFAULT PRIVILEGES FOR ROLE golden_owner IN SCHEMA room GRANT SELECT ON TABLES TO golden_reader;
-- forward
DROP SCHEMA room;
-- expect: proven
-- theirs
CREATE SCHEMA room AUTHORIZATION golden_owner;
GRANT USAGE ON SCHEMA room TO golden_reader;
COMMENT ON SCHEMA room IS 'empty';
-- theirs-is: different
