-- ALTER ROLE and GRANT of a role to a role
-- setup
DROP ROLE IF EXISTS golden_other;
CREATE ROLE golden_other;
-- forward
ALTER ROLE golden_other SET statement_timeout = '5s';
ALTER ROLE golden_other CONNECTION LIMIT 5;
GRANT golden_other TO golden_writer;
-- expect: refused
