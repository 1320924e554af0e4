-- UPDATE under a deferred constraint trigger that writes rows only at COMMIT
-- setup
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE TABLE trail (n int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t_id int);
INSERT INTO t SELECT n, n FROM generate_series(1, 40) n;
CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO trail (t_id) VALUES (new.id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();
-- forward
UPDATE t SET v = -v WHERE id > 20;
-- expect: proven-with-salvage or refused
-- after: SELECT count(*) FROM trail => 0
