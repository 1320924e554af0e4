-- UPDATE of a key that compares as equal before and after
-- setup
CREATE EXTENSION citext;
CREATE TABLE t (name citext PRIMARY KEY, v int);
INSERT INTO t SELECT 'Name' || n, n FROM generate_series(1, 20) n;
-- forward
UPDATE t SET name = lower(name);
-- expect: proven-with-salvage or refused
