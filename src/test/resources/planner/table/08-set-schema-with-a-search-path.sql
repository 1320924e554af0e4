-- SET SCHEMA and RENAME while the search path hides which table is meant
-- setup
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (id int PRIMARY KEY);
CREATE TABLE b.t2 (id int PRIMARY KEY);
INSERT INTO a.t VALUES (1), (2);
INSERT INTO b.t2 VALUES (3);
-- forward
SET search_path = b, a;
ALTER TABLE t SET SCHEMA b;
ALTER TABLE t2 SET SCHEMA a;
ALTER TABLE t2 RENAME TO t;
-- expect: proven
-- after: SELECT count(*) FROM a.t => 2
