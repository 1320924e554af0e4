-- CREATE TABLE, a function and a view over its rows
-- setup
CREATE TABLE a (id int PRIMARY KEY);
INSERT INTO a VALUES (1);
-- forward
CREATE TABLE b (id int PRIMARY KEY REFERENCES a, t text);
CREATE FUNCTION b_of(int) RETURNS SETOF b LANGUAGE sql AS 'SELECT * FROM b WHERE id = $1';
CREATE VIEW bs AS SELECT x.t FROM b_of(1) x;
-- later
INSERT INTO b VALUES (1, 'later t');
-- expect: proven-with-salvage
-- kept: later t
-- theirs
DROP TABLE b;
-- theirs-is: error
