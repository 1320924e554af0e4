-- ALTER TYPE … USING an expression that has no inverse
-- setup
CREATE TABLE t (id int PRIMARY KEY, words text, cents int);
INSERT INTO t SELECT n, 'Some words ' || n, n * 100 FROM generate_series(1, 60) n;
-- forward
ALTER TABLE t ALTER words TYPE int USING length(words), ALTER cents TYPE numeric(10, 2) USING cents / 100.0;
-- expect: proven-with-salvage
-- after: SELECT words || cents FROM t WHERE id = 12 => Some words 121200
-- theirs
ALTER TABLE t ALTER words TYPE text, ALTER cents TYPE int USING (cents * 100)::int;
-- theirs-is: different
