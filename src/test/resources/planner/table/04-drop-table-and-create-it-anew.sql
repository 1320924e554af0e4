-- DROP TABLE and CREATE TABLE under the same name: another table with another shape
-- setup
CREATE TABLE t (id int PRIMARY KEY, old_value text);
INSERT INTO t SELECT n, 'old ' || n FROM generate_series(1, 30) n;
GRANT SELECT ON t TO golden_reader;
-- forward
DROP TABLE t;
CREATE TABLE t (id uuid PRIMARY KEY, new_value int);
-- later
INSERT INTO t VALUES ('00000000-0000-0000-0000-00000000cafe', 5);
-- expect: proven-with-salvage
-- kept: 00000000-0000-0000-0000-00000000cafe
-- after: SELECT count(*) || max(old_value) FROM t => 30old 9
