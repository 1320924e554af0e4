-- DELETE FROM pg_enum, as people do it
-- setup
CREATE TYPE state AS ENUM ('open', 'stuck', 'done');
CREATE TABLE t (id int PRIMARY KEY, s state);
INSERT INTO t SELECT n, 'done' FROM generate_series(1, 20) n;
-- forward
DELETE FROM pg_enum WHERE enumtypid = 'state'::regtype AND enumlabel = 'stuck';
-- expect: proven or refused
-- theirs
ALTER TYPE state ADD VALUE 'stuck';
-- theirs-is: different
