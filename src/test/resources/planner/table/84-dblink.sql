-- dblink reaches another database
-- setup
CREATE EXTENSION dblink;
CREATE TABLE t (id int PRIMARY KEY);
-- forward
INSERT INTO t VALUES (1);
SELECT dblink_connect('c', format('host=localhost port=%s dbname=postgres user=%s password=postgres', current_setting('port'), current_user));
SELECT dblink_exec('c', 'NOTIFY somebody');
-- expect: refused
