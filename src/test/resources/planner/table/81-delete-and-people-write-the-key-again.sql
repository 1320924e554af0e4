-- DELETE: a row with the same key that people wrote since stays theirs
-- setup
CREATE TABLE t (id int PRIMARY KEY, code text UNIQUE, v text);
INSERT INTO t SELECT n, 'c' || n, 'v' || n FROM generate_series(1, 50) n;
-- forward
DELETE FROM t WHERE id > 40;
-- later
INSERT INTO t VALUES (45, 'new', 'later v');
-- expect: proven-with-salvage
-- kept: v45
-- after: SELECT v FROM t WHERE id = 45 => later v
-- after: SELECT count(*) FROM t => 50
