-- ALTER DOMAIN … DROP CONSTRAINT: a value that it forbids stands in the way
-- setup
CREATE DOMAIN percent AS int CONSTRAINT r CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE t (id int PRIMARY KEY, p percent);
INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;
-- forward
ALTER DOMAIN percent DROP CONSTRAINT r;
ALTER DOMAIN percent SET NOT NULL;
-- later
INSERT INTO t VALUES (51, 5000);
-- expect: proven
-- refuses: violate
