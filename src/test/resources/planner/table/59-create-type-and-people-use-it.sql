-- CREATE TYPE: a column that has it since stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY);
INSERT INTO t VALUES (1);
-- forward
CREATE TYPE mood AS ENUM ('a', 'b');
-- later
ALTER TABLE t ADD m mood DEFAULT 'b';
-- expect: proven
-- refuses: mood
