-- CREATE SCHEMA: a table that people made in it since stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
CREATE SCHEMA room;
-- later
CREATE TABLE room.theirs (id int PRIMARY KEY);
INSERT INTO room.theirs VALUES (1);
-- expect: proven
-- refuses: room
