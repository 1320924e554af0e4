-- CREATE, ALTER and DROP EVENT TRIGGER
-- setup
CREATE FUNCTION watch_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER old_one ON sql_drop WHEN TAG IN ('DROP TABLE', 'DROP VIEW') EXECUTE FUNCTION watch_ddl();
ALTER EVENT TRIGGER old_one ENABLE ALWAYS;
CREATE EVENT TRIGGER kept ON ddl_command_end EXECUTE FUNCTION watch_ddl();
CREATE TABLE t (id int PRIMARY KEY);
-- forward
CREATE EVENT TRIGGER new_one ON ddl_command_start EXECUTE FUNCTION watch_ddl();
DROP EVENT TRIGGER old_one;
ALTER EVENT TRIGGER kept DISABLE;
-- expect: proven
-- theirs
DROP EVENT TRIGGER new_one;
CREATE EVENT TRIGGER old_one ON sql_drop WHEN TAG IN ('DROP TABLE', 'DROP VIEW') EXECUTE FUNCTION watch_ddl();
ALTER EVENT TRIGGER kept ENABLE;
-- theirs-is: different
