-- ALTER TYPE varchar(200) → varchar(8) USING left(): the rest of the text
-- setup
CREATE TABLE t (id int PRIMARY KEY, v varchar(200));
INSERT INTO t SELECT n, repeat('x' || n, n) FROM generate_series(1, 40) n;
-- forward
ALTER TABLE t ALTER v TYPE varchar(8) USING left(v, 8);
-- expect: proven-with-salvage
-- after: SELECT length(v) FROM t WHERE id = 40 => 120
