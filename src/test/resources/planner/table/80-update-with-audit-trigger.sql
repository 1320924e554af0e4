-- UPDATE whose trigger stamps the row and writes an audit row
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int, changed int DEFAULT 0 NOT NULL);
CREATE TABLE trail (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t_id int, old int, new int);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.changed := old.changed + 1;
    INSERT INTO trail (t_id, old, new) VALUES (old.id, old.v, new.v);
    RETURN new;
END $$;
CREATE TRIGGER stamp BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION stamp();
INSERT INTO trail (t_id, old, new) VALUES (1, 0, 1);
-- forward
UPDATE t SET v = v * 10 WHERE id > 50;
-- later
UPDATE t SET v = 1 WHERE id = 60;
-- expect: proven-with-salvage
-- after: SELECT v FROM t WHERE id = 60 => 1
-- after: SELECT v || ' ' || changed FROM t WHERE id = 61 => 61 0
-- after: SELECT count(*) FROM trail WHERE t_id = 61 => 0
-- after: SELECT count(*) FROM trail WHERE t_id = 60 AND new = 1 => 1
-- theirs
UPDATE t SET v = v / 10 WHERE id > 50;
-- theirs-is: different
