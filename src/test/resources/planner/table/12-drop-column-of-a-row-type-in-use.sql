-- DROP COLUMN of a table whose row type is the type of a column elsewhere
-- setup
CREATE TABLE a (id int PRIMARY KEY, x text, y text);
CREATE TABLE b (id int PRIMARY KEY, was a, many a[]);
INSERT INTO a SELECT n, 'x' || n, 'y' || n FROM generate_series(1, 20) n;
INSERT INTO b SELECT a.id, a, ARRAY[a, a] FROM a;
-- forward
ALTER TABLE a DROP COLUMN x;
-- expect: proven-with-salvage or refused
-- theirs
ALTER TABLE a ADD COLUMN x text;
UPDATE a SET x = 'x' || id;
-- theirs-is: different
