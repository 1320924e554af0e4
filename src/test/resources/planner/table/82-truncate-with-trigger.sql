-- TRUNCATE that a trigger notes elsewhere
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
CREATE TABLE trail (n int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text);
INSERT INTO t SELECT n, 'v' || n FROM generate_series(1, 40) n;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO trail (what) VALUES (TG_OP); RETURN NULL; END $$;
CREATE TRIGGER note BEFORE TRUNCATE ON t FOR EACH STATEMENT EXECUTE FUNCTION note();
CREATE TRIGGER seen AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION note();
-- forward
TRUNCATE t;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM t => 40
-- after: SELECT count(*) FROM trail => 0
