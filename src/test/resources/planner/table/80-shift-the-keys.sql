-- UPDATE that shifts every key by one, over itself
-- setup
CREATE TABLE t (pos int, v text, CONSTRAINT t_pos PRIMARY KEY (pos) DEFERRABLE);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 50) n;
-- forward
UPDATE t SET pos = pos + 1;
-- expect: proven-with-salvage or refused
-- after: SELECT v FROM t WHERE pos = 1 => v1
