-- RENAME COLUMN, then ADD COLUMN with the old name
-- setup
CREATE TABLE t (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new');
INSERT INTO t SELECT n, 'state ' || n % 3 FROM generate_series(1, 60) n;
CREATE INDEX t_state ON t (state);
-- forward
ALTER TABLE t RENAME state TO state_text;
ALTER TABLE t ADD state int;
UPDATE t SET state = substr(state_text, 7)::int;
-- later
UPDATE t SET state = 4711 WHERE id = 5;
-- expect: proven-with-salvage
-- kept: 4711
-- after: SELECT state FROM t WHERE id = 5 => state 2
