-- DROP AGGREGATE with everything an aggregate can have
-- setup
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT coalesce($1, 0) + coalesce($2, 0)';
CREATE FUNCTION half(int) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2.0';
CREATE AGGREGATE halves(int) (SFUNC = plus, STYPE = int, SSPACE = 64, FINALFUNC = half, FINALFUNC_MODIFY = SHAREABLE, COMBINEFUNC = plus, INITCOND = '1',
    MSFUNC = plus, MINVFUNC = plus, MSTYPE = int, MFINALFUNC = half, PARALLEL = SAFE);
COMMENT ON AGGREGATE halves(int) IS 'half of all';
GRANT EXECUTE ON FUNCTION halves(int) TO golden_reader;
-- forward
DROP AGGREGATE halves(int);
-- expect: proven or refused
-- theirs
CREATE AGGREGATE halves(int) (SFUNC = plus, STYPE = int, FINALFUNC = half, INITCOND = '1');
-- theirs-is: different
