-- DO that takes another way when the rows differ
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' FROM generate_series(1, 10) n;
-- forward
DO $$
BEGIN
    IF (SELECT count(*) FROM t) > 5 THEN
        UPDATE t SET v = 'many';
    ELSE
        DELETE FROM t;
    END IF;
END $$;
-- later
UPDATE t SET v = 'later' WHERE id = 1;
-- expect: proven-with-salvage
-- after: SELECT v FROM t WHERE id = 1 => later
-- after: SELECT v FROM t WHERE id = 2 => v
