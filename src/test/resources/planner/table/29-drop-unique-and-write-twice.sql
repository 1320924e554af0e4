-- DROP CONSTRAINT unique: a value written twice stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text CONSTRAINT v_once UNIQUE);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
-- forward
ALTER TABLE t DROP CONSTRAINT v_once;
-- later
UPDATE t SET v = 'v1' WHERE id = 2;
-- expect: proven
-- refuses: v_once
