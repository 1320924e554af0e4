-- BEGIN; UPDATE; COMMIT as many tools write it: people may write as soon as it commits
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
-- forward
BEGIN;
UPDATE t SET v = upper(v) WHERE id < 20;
COMMIT;
START TRANSACTION ISOLATION LEVEL SERIALIZABLE;
INSERT INTO t VALUES (100, 'new');
END;
-- later
UPDATE t SET v = 'later' WHERE id = 3;
-- expect: proven-with-salvage or refused
-- after: SELECT v FROM t WHERE id = 3 => later
-- after: SELECT v FROM t WHERE id = 4 => v4
