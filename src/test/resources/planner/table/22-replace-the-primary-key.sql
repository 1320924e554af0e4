-- DROP one primary key and ADD another over other columns
-- setup
CREATE TABLE t (id int PRIMARY KEY, code text, v int);
INSERT INTO t SELECT n, 'c' || n, n FROM generate_series(1, 60) n;
-- forward
ALTER TABLE t DROP CONSTRAINT t_pkey;
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (code);
-- expect: proven
-- theirs
ALTER TABLE t DROP CONSTRAINT t_pkey;
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
-- theirs-is: different
