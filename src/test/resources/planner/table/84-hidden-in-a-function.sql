-- SELECT of a function that reaches another server
-- setup
CREATE EXTENSION dblink;
CREATE TABLE t (id int PRIMARY KEY);
CREATE FUNCTION push() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dblink_connect('hidden', format('host=localhost port=%s dbname=postgres user=%s password=postgres', current_setting('port'), current_user));
    PERFORM dblink_exec('hidden', 'NOTIFY somebody');
    RETURN dblink_disconnect('hidden');
END $$;
-- forward
SELECT push();
-- expect: refused
