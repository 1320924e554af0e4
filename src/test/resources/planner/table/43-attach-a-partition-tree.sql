-- ATTACH PARTITION of a table that is itself partitioned, by list, and a default
-- setup
CREATE TABLE pt (k text, n int) PARTITION BY LIST (k);
CREATE INDEX pt_n ON pt (n);
CREATE TABLE sub (k text, n int) PARTITION BY RANGE (n);
CREATE TABLE sub1 PARTITION OF sub FOR VALUES FROM (0) TO (10);
CREATE TABLE rest (k text, n int);
INSERT INTO sub SELECT 'a', n % 10 FROM generate_series(1, 40) n;
INSERT INTO rest VALUES ('z', 1);
-- forward
ALTER TABLE pt ATTACH PARTITION sub FOR VALUES IN ('a', 'b', NULL);
ALTER TABLE pt ATTACH PARTITION rest DEFAULT;
-- expect: proven
