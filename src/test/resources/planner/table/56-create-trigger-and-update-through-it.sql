-- CREATE TRIGGER that stamps rows, then UPDATE: the stamps are undone too
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int, stamp text);
CREATE TABLE trail (n int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, was int);
INSERT INTO t SELECT n, n FROM generate_series(1, 60) n;
-- forward
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.stamp := 'stamped';
    INSERT INTO trail (was) VALUES (old.v);
    RETURN new;
END $$;
CREATE TRIGGER stamp BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION stamp();
UPDATE t SET v = v + 100 WHERE id <= 30;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM t WHERE stamp IS NOT NULL => 0
-- after: SELECT count(*) FROM trail => 0
-- theirs
UPDATE t SET v = v - 100 WHERE id <= 30;
DROP TRIGGER stamp ON t;
DROP FUNCTION stamp();
-- theirs-is: different
