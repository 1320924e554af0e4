-- DROP COLUMN … CASCADE takes the generated column and its index along
-- setup
CREATE TABLE t (id int PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.19) STORED);
INSERT INTO t (id, net) SELECT n, n * 3 FROM generate_series(1, 80) n;
CREATE INDEX t_gross ON t (gross);
-- forward
ALTER TABLE t DROP COLUMN net CASCADE;
-- expect: proven-with-salvage
-- after: SELECT gross FROM t WHERE id = 10 => 35.70
