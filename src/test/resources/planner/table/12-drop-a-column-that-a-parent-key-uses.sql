-- DROP COLUMN … CASCADE drops the foreign keys of others that point at it
-- setup
CREATE TABLE p (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE c (id int PRIMARY KEY, code text REFERENCES p (code) ON UPDATE CASCADE ON DELETE RESTRICT);
INSERT INTO p SELECT n, 'c' || n FROM generate_series(1, 40) n;
INSERT INTO c SELECT n, 'c' || n FROM generate_series(1, 40) n;
-- forward
ALTER TABLE p DROP COLUMN code CASCADE;
-- expect: proven-with-salvage
-- theirs
ALTER TABLE p ADD code text UNIQUE;
-- theirs-is: different
