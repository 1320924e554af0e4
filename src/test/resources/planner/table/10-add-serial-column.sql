-- ADD COLUMN serial: its sequence goes too
-- setup
CREATE TABLE t (name text PRIMARY KEY);
INSERT INTO t SELECT 'n' || n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t ADD COLUMN no bigserial;
ALTER SEQUENCE t_no_seq RENAME TO numbers;
-- later
INSERT INTO t (name, no) VALUES ('later', 123456);
-- expect: proven-with-salvage
-- kept: 123456
-- after: SELECT to_regclass('numbers') IS NULL => t
