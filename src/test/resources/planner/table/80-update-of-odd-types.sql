-- UPDATE of columns without an equality: json, xml, point; of NaN, of -0, of an array, of a composite
-- setup
CREATE TYPE pair AS (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, j json, x xml, p point, f float8, n numeric, arr int[], c pair, b bytea, ch char(4), ts tsvector);
INSERT INTO t SELECT n, format('{"a":  %s}', n)::json, format('<a b="%s"/>', n)::xml, point(n, n), CASE WHEN n % 2 = 0 THEN 'NaN' ELSE '-0' END::float8,
    (n || '.00')::numeric, ARRAY[n, NULL], ROW(n, NULL)::pair, decode('00ff', 'hex'), 'a', 'a b'::tsvector FROM generate_series(1, 60) n;
-- forward
UPDATE t SET j = '{"a": 0}', x = '<new/>', p = point(0, 0), f = 0, n = round(n), arr = '{}', c = NULL, b = '', ch = 'a ', ts = '' WHERE id % 2 = 0;
UPDATE t SET f = f + 0, n = n::int WHERE id % 2 = 1;
-- later
UPDATE t SET j = '{"later": 1}', c = ROW(1, 'later')::pair WHERE id = 2;
-- expect: proven-with-salvage
-- after: SELECT j::text || x || p::text || c::text FROM t WHERE id = 2 => {"later": 1}<a b="2"/>(2,2)(1,later)
-- after: SELECT j::text || x || n || f || arr::text || c::text FROM t WHERE id = 4 => {"a":  4}<a b="4"/>4.00NaN{4,NULL}(4,)
-- after: SELECT f::text || n FROM t WHERE id = 5 => -05.00
