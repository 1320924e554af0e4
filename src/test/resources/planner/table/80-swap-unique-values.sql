-- UPDATE that swaps values under a unique constraint
-- setup
CREATE TABLE t (id int PRIMARY KEY, code text CONSTRAINT once UNIQUE, seat int);
INSERT INTO t SELECT n, 'c' || n, n FROM generate_series(1, 40) n;
CREATE UNIQUE INDEX t_seat ON t (seat);
-- forward
UPDATE t SET code = 'x' WHERE id = 1;
UPDATE t SET code = 'c1' WHERE id = 2;
UPDATE t SET code = 'c2' WHERE id = 1;
UPDATE t SET seat = -seat;
UPDATE t SET seat = 41 + seat;
-- expect: proven-with-salvage or refused
-- after: SELECT code || seat FROM t WHERE id = 1 => c11
