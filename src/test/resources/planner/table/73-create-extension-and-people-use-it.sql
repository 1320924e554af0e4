-- CREATE EXTENSION: a column of its type stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY);
INSERT INTO t VALUES (1);
-- forward
CREATE EXTENSION hstore;
-- later
ALTER TABLE t ADD h hstore DEFAULT 'a=>1';
-- expect: proven
-- refuses: hstore
