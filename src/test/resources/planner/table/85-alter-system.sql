-- ALTER SYSTEM changes a file of the server
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
ALTER SYSTEM SET log_min_messages = 'warning';
-- expect: refused: SYSTEM
