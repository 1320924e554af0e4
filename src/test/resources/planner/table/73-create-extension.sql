-- CREATE EXTENSION, unused; IF NOT EXISTS of one that is there
-- base: shop
-- setup
-- forward
CREATE EXTENSION hstore SCHEMA audit;
CREATE EXTENSION IF NOT EXISTS plpgsql;
CREATE EXTENSION earthdistance CASCADE;
-- expect: proven
-- theirs
DROP EXTENSION hstore;
DROP EXTENSION earthdistance;
-- theirs-is: different
