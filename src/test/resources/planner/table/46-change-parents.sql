-- NO INHERIT from one parent and INHERIT from another
-- setup
CREATE TABLE a (id int);
CREATE TABLE b (id int);
CREATE TABLE c (x int) INHERITS (a);
INSERT INTO c SELECT n, n FROM generate_series(1, 20) n;
-- forward
ALTER TABLE c INHERIT b;
ALTER TABLE c NO INHERIT a;
-- expect: proven or refused
