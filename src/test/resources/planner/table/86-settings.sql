-- SET, LOCK, transaction control, ROLE and SAVEPOINT leave nothing, yet change what others mean
-- setup
CREATE SCHEMA a;
CREATE TABLE a.t (id int PRIMARY KEY, v text);
INSERT INTO a.t VALUES (1, 'a');
GRANT USAGE, CREATE ON SCHEMA a TO golden_writer;
GRANT golden_writer TO CURRENT_USER;
-- forward
SET search_path TO a;
SET LOCAL statement_timeout = 0;
SET lock_timeout = '5s';
BEGIN;
LOCK TABLE t IN ACCESS EXCLUSIVE MODE;
SAVEPOINT s;
CREATE INDEX wrong ON t (id);
ROLLBACK TO s;
CREATE INDEX right_one ON t (v);
COMMIT;
RESET ALL;
-- expect: proven
-- theirs
DROP INDEX a.right_one;
-- theirs-is: equal
