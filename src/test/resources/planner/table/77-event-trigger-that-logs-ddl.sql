-- An event trigger writes into a table while the migration changes another
-- setup
CREATE TABLE ddl_log (n serial PRIMARY KEY, tag text);
CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ddl_log (tag) VALUES (TG_TAG); END $$;
CREATE TABLE t (id int PRIMARY KEY, v text);
INSERT INTO t SELECT n, 'v' FROM generate_series(1, 20) n;
CREATE EVENT TRIGGER log_all ON ddl_command_end EXECUTE FUNCTION log_ddl();
-- forward
ALTER TABLE t ADD w int;
-- expect: proven-with-salvage or refused
