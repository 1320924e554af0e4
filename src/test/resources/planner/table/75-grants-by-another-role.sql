-- GRANT by a role that may pass it on, then DROP of the table
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' FROM generate_series(1, 10) n;
GRANT SELECT ON t TO golden_reader WITH GRANT OPTION;
SET ROLE golden_reader;
GRANT SELECT ON t TO golden_writer;
RESET ROLE;
-- forward
DROP TABLE t;
-- expect: proven-with-salvage or refused
