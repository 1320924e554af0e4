-- CALL of a procedure that commits in between
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
INSERT INTO t SELECT n, n FROM generate_series(1, 50) n;
CREATE PROCEDURE batches() LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 0..4 LOOP
        UPDATE t SET v = v + 100 WHERE id % 5 = i;
        COMMIT;
    END LOOP;
END $$;
-- forward
CALL batches();
-- expect: proven-with-salvage or refused or failed-forward
