-- CREATE TEMP TABLE that nobody drops: the next attempt, and the next migration, must not trip over it
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;
-- forward
CREATE TEMP TABLE pad (id int PRIMARY KEY);
INSERT INTO pad SELECT id FROM t WHERE id > 40;
DELETE FROM t USING pad WHERE pad.id = t.id;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM t => 50
