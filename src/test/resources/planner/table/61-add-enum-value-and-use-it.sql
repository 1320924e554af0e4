-- ALTER TYPE … ADD VALUE: a row that has it since stands in the way
-- setup
CREATE TYPE state AS ENUM ('open', 'done');
CREATE TABLE t (id int PRIMARY KEY, s state DEFAULT 'open' NOT NULL);
INSERT INTO t SELECT n, 'done' FROM generate_series(1, 50) n;
-- forward
ALTER TYPE state ADD VALUE 'stuck' AFTER 'open';
-- later
INSERT INTO t VALUES (51, 'stuck');
-- expect: proven
-- refuses: stuck
