-- BEGIN … ROLLBACK does nothing
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
BEGIN;
DROP TABLE t;
ROLLBACK;
-- expect: proven or failed-forward
