-- DROP COLUMN loses the grants on that column, whoever adds it again
-- setup
CREATE TABLE t (id int PRIMARY KEY, secret text, open text);
INSERT INTO t SELECT n, 's' || n, 'o' FROM generate_series(1, 20) n;
GRANT SELECT (id, secret) ON t TO golden_reader;
GRANT UPDATE (secret) ON t TO golden_writer WITH GRANT OPTION;
-- forward
CREATE TABLE keep AS SELECT id, secret FROM t;
ALTER TABLE t DROP COLUMN secret;
-- expect: proven-with-salvage
-- theirs
ALTER TABLE t ADD secret text;
UPDATE t SET secret = keep.secret FROM keep WHERE keep.id = t.id;
DROP TABLE keep;
-- theirs-is: different
