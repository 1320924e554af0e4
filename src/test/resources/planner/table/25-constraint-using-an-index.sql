-- ADD CONSTRAINT … USING INDEX renames the index and makes it the constraint's
-- setup
CREATE TABLE t (id int, code text NOT NULL, v int);
INSERT INTO t SELECT n, 'c' || n, n FROM generate_series(1, 100) n;
CREATE UNIQUE INDEX t_id_idx ON t (id) INCLUDE (v) WITH (fillfactor = 75);
CREATE UNIQUE INDEX t_code_idx ON t (code);
COMMENT ON INDEX t_code_idx IS 'by code';
-- forward
ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY USING INDEX t_id_idx;
ALTER TABLE t ADD CONSTRAINT t_code_key UNIQUE USING INDEX t_code_idx DEFERRABLE;
-- expect: proven
-- theirs
ALTER TABLE t DROP CONSTRAINT t_pk, DROP CONSTRAINT t_code_key;
-- theirs-is: different
