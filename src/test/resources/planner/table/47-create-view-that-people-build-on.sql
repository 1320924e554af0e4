-- CREATE VIEW: a view that people built on it since stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
CREATE VIEW v AS SELECT id FROM t;
-- later
CREATE VIEW theirs AS SELECT id + 1 AS next FROM v;
-- expect: proven
-- refuses: v
