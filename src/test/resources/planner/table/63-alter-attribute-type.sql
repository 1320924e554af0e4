-- ALTER TYPE … ALTER ATTRIBUTE TYPE of a type that no table uses
-- setup
CREATE TYPE pair AS (a int, b varchar(5) COLLATE "C");
CREATE FUNCTION f(pair) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- forward
ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint, ALTER ATTRIBUTE b TYPE text, ADD ATTRIBUTE c date;
-- expect: proven or refused
