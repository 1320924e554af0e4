-- DROP SCHEMA … CASCADE with one table, a view outside and a foreign key from outside
-- setup
CREATE SCHEMA s;
CREATE TABLE s.p (id int PRIMARY KEY, v text);
CREATE TABLE c (id int PRIMARY KEY, p_id int REFERENCES s.p);
CREATE VIEW pv AS SELECT v FROM s.p;
INSERT INTO s.p SELECT n, 'v' || n FROM generate_series(1, 50) n;
INSERT INTO c SELECT n, n FROM generate_series(1, 50) n;
-- forward
DROP SCHEMA s CASCADE;
-- later
INSERT INTO c VALUES (51, 50);
-- expect: proven-with-salvage or refused
-- after: SELECT count(*) FROM pv => 50
