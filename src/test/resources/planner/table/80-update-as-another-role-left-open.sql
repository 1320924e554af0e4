-- SET ROLE and an UPDATE, and no RESET ROLE
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
GRANT SELECT, UPDATE ON t TO golden_writer;
-- forward
SET ROLE golden_writer;
SET search_path = pg_catalog;
UPDATE public.t SET v = upper(v);
-- expect: proven-with-salvage or refused
-- after: SELECT v FROM t WHERE id = 3 => v3
