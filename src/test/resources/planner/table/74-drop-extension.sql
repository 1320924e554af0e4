-- DROP EXTENSION that nobody uses, of an older version, in a schema of its own, with a grant on a member
-- setup
CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext VERSION '1.7';
CREATE EXTENSION citext;
COMMENT ON EXTENSION citext IS 'case does not matter';
-- forward
DROP EXTENSION hstore;
DROP EXTENSION citext;
-- expect: proven or refused
-- theirs
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
-- theirs-is: different
