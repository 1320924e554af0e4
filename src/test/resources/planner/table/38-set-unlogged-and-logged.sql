-- SET UNLOGGED and SET LOGGED
-- setup
CREATE TABLE a (id serial PRIMARY KEY);
CREATE UNLOGGED TABLE b (id serial PRIMARY KEY, v text);
INSERT INTO a SELECT generate_series(1, 100);
INSERT INTO b (v) SELECT 'v' || n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE a SET UNLOGGED;
ALTER TABLE b SET LOGGED;
-- later
INSERT INTO a VALUES (555);
-- expect: proven
-- after: SELECT count(*) FROM a => 101
-- theirs
ALTER TABLE a SET LOGGED;
ALTER TABLE b SET UNLOGGED;
-- theirs-is: equal
