-- ALTER EXTENSION UPDATE has no way back
-- setup
CREATE EXTENSION hstore VERSION '1.4';
-- forward
ALTER EXTENSION hstore UPDATE;
-- expect: refused: hstore
