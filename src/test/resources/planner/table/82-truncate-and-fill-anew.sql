-- TRUNCATE of several tables, then other rows; with an identity and generated columns
-- setup
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text, l int GENERATED ALWAYS AS (length(v)) STORED);
CREATE TABLE u (id int PRIMARY KEY);
INSERT INTO t (v) SELECT repeat('x', n) FROM generate_series(1, 40) n;
INSERT INTO u SELECT generate_series(1, 10);
-- forward
TRUNCATE TABLE t, ONLY u RESTART IDENTITY;
INSERT INTO t (v) VALUES ('first'), ('second');
-- later
INSERT INTO u VALUES (555);
-- expect: proven-with-salvage
-- after: SELECT count(*) || ' ' || sum(l) FROM t => 40 820
-- after: SELECT count(*) FROM u => 11
