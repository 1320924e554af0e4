-- SELECT setval() to max(id), as every repair script does; people go on inserting
-- setup
CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 100) n;
-- forward
SELECT setval('t_id_seq', (SELECT max(id) FROM t));
-- later
INSERT INTO t (v) VALUES ('later');
-- expect: proven or proven-with-salvage
-- after: INSERT INTO t (v) VALUES ('x') RETURNING id => 102
