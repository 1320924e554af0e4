-- DROP CONSTRAINT unique whose index has a fill factor, a remark and INCLUDE
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text, w int, CONSTRAINT v_once UNIQUE (v) INCLUDE (w) WITH (fillfactor = 60));
COMMENT ON INDEX v_once IS 'its index';
COMMENT ON CONSTRAINT v_once ON t IS 'the rule';
INSERT INTO t SELECT n, 'v' || n, n FROM generate_series(1, 50) n;
-- forward
ALTER TABLE t DROP CONSTRAINT v_once;
-- expect: proven
-- theirs
ALTER TABLE t ADD CONSTRAINT v_once UNIQUE (v) INCLUDE (w);
COMMENT ON CONSTRAINT v_once ON t IS 'the rule';
-- theirs-is: different
