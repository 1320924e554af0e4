-- DROP COLUMN of the primary key where another key names the rows
-- setup
CREATE TABLE t (id serial PRIMARY KEY, code text NOT NULL UNIQUE, v int);
CREATE TABLE c (t_id int REFERENCES t, n int PRIMARY KEY);
INSERT INTO t (code, v) SELECT 'c' || n, n FROM generate_series(1, 50) n;
INSERT INTO c SELECT 51 - n, n FROM generate_series(1, 50) n;
-- forward
ALTER TABLE t DROP COLUMN id CASCADE;
-- expect: proven-with-salvage or refused
-- after: SELECT id FROM t WHERE code = 'c17' => 17
-- after: INSERT INTO t (code) VALUES ('new') RETURNING id => 51
