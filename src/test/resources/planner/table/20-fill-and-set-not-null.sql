-- UPDATE the gaps, then SET NOT NULL by way of a valid check
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, CASE WHEN n % 3 = 0 THEN n END FROM generate_series(1, 120) n;
-- forward
UPDATE t SET v = 0 WHERE v IS NULL;
ALTER TABLE t ADD CONSTRAINT v_there CHECK (v IS NOT NULL) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT v_there;
ALTER TABLE t ALTER v SET NOT NULL;
ALTER TABLE t DROP CONSTRAINT v_there;
-- later
UPDATE t SET v = 17 WHERE id = 4;
-- expect: proven-with-salvage
-- after: SELECT v FROM t WHERE id = 4 => 17
-- after: SELECT count(*) FROM t WHERE v IS NULL => 79
