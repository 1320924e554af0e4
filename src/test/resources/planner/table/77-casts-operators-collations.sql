-- CREATE and DROP CAST, OPERATOR, OPERATOR CLASS, COLLATION, CONVERSION, AGGREGATE, TRANSFORM of SQL
-- setup
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.a || ':' || $1.b $$;
CREATE FUNCTION pair_less(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a < $2.a';
CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair) AS ASSIGNMENT;
COMMENT ON CAST (pair AS text) IS 'a:b';
CREATE OPERATOR <<< (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_less, RESTRICT = scalarltsel);
CREATE COLLATION old_coll (provider = icu, locale = 'de-u-co-phonebk');
-- forward
CREATE CAST (pair AS varchar) WITH INOUT AS IMPLICIT;
CREATE FUNCTION pair_more(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a > $2.a';
CREATE OPERATOR >>> (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_more);
CREATE COLLATION new_coll FROM "C";
CREATE CONVERSION my_conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
DROP CAST (pair AS text);
DROP OPERATOR <<< (pair, pair);
DROP COLLATION old_coll;
-- expect: proven or refused
