-- ALTER TYPE char(n) → text: trailing blanks go
-- setup
CREATE TABLE t (id int PRIMARY KEY, c char(6) COLLATE "C", arr varchar(3)[]);
INSERT INTO t SELECT n, 'c' || n, ARRAY['a', 'b' || n % 10] FROM generate_series(1, 50) n;
-- forward
ALTER TABLE t ALTER c TYPE text COLLATE "C", ALTER arr TYPE text[];
-- expect: proven or proven-with-salvage
