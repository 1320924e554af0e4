-- CREATE TABLE IF NOT EXISTS twice, of which one was there
-- setup
CREATE SCHEMA s;
CREATE TABLE s.old (id int PRIMARY KEY);
INSERT INTO s.old SELECT generate_series(1, 10);
-- forward
CREATE SCHEMA IF NOT EXISTS s;
CREATE TABLE IF NOT EXISTS s.old (id int PRIMARY KEY);
CREATE TABLE IF NOT EXISTS s.new (id int PRIMARY KEY REFERENCES s.old);
CREATE INDEX IF NOT EXISTS old_pkey ON s.old (id);
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM s.old => 10
-- theirs
DROP TABLE s.new;
DROP INDEX IF EXISTS s.old_pkey;
-- theirs-is: error
