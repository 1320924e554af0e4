-- GRANT and REVOKE on the database, a language, a server, a wrapper, a parameter
-- setup
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
GRANT USAGE ON FOREIGN SERVER far TO golden_writer;
-- forward
REVOKE USAGE ON LANGUAGE sql FROM PUBLIC;
GRANT USAGE ON FOREIGN SERVER far TO golden_reader WITH GRANT OPTION;
GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO golden_reader;
REVOKE USAGE ON FOREIGN SERVER far FROM golden_writer;
-- expect: proven or refused
-- theirs
REVOKE USAGE ON FOREIGN SERVER far FROM golden_reader;
REVOKE USAGE ON FOREIGN DATA WRAPPER postgres_fdw FROM golden_reader;
-- theirs-is: different
