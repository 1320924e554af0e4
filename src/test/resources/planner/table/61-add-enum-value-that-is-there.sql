-- ALTER TYPE … ADD VALUE IF NOT EXISTS of one that is there
-- setup
CREATE TYPE state AS ENUM ('open', 'done');
CREATE TABLE t (id int PRIMARY KEY, s state);
INSERT INTO t VALUES (1, 'done');
-- forward
ALTER TYPE state ADD VALUE IF NOT EXISTS 'done';
-- expect: proven
