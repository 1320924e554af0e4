-- DROP INDEX that names the rows for replication
-- setup
CREATE TABLE t (id int NOT NULL, v int);
CREATE UNIQUE INDEX t_id ON t (id);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_id;
INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;
-- forward
DROP INDEX t_id;
-- expect: proven
