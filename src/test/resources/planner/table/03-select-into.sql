-- SELECT INTO, a table without a key
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
-- forward
SELECT v, id * 2 AS double INTO doubled FROM t;
-- later
INSERT INTO doubled VALUES ('later', -1), ('later', -1);
-- expect: proven-with-salvage
-- kept: later
-- theirs
DROP TABLE doubled;
-- theirs-is: equal
