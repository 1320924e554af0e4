-- SET ROLE: what is made belongs to another
-- setup
CREATE SCHEMA a;
GRANT ALL ON SCHEMA a TO golden_writer;
-- forward
SET ROLE golden_writer;
CREATE VIEW a.v AS SELECT 1 AS one;
CREATE FUNCTION a.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
RESET ROLE;
-- expect: proven
