-- RENAME INDEX: two indexes change names
-- setup
CREATE TABLE t (a int, b int);
CREATE INDEX i1 ON t (a);
CREATE INDEX i2 ON t (b);
-- forward
ALTER INDEX i1 RENAME TO i;
ALTER INDEX i2 RENAME TO i1;
ALTER INDEX i RENAME TO i2;
-- expect: proven
