-- DELETE: another row has taken the unique value since; nothing may be overwritten
-- setup
CREATE TABLE t (id int PRIMARY KEY, code text UNIQUE, v text);
INSERT INTO t SELECT n, 'c' || n, 'v' || n FROM generate_series(1, 50) n;
-- forward
DELETE FROM t WHERE id = 45;
-- later
INSERT INTO t VALUES (145, 'c45', 'later v');
-- expect: proven-with-salvage
-- refuses: t_code_key
