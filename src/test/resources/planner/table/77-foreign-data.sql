-- CREATE, ALTER and DROP SERVER, USER MAPPING, FOREIGN TABLE
-- setup
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION file_fdw;
CREATE SERVER old_server TYPE 't' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere', dbname 'it''s');
CREATE USER MAPPING FOR golden_reader SERVER old_server OPTIONS (user 'r', password 'p');
CREATE FOREIGN TABLE far (id int OPTIONS (column_name 'ID') NOT NULL, v text DEFAULT 'x' CHECK (v <> '')) SERVER old_server OPTIONS (table_name 'far "away"');
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
GRANT USAGE ON FOREIGN SERVER files TO golden_reader;
GRANT SELECT ON far TO golden_reader;
-- forward
CREATE SERVER new_server FOREIGN DATA WRAPPER postgres_fdw;
CREATE USER MAPPING FOR PUBLIC SERVER new_server;
CREATE FOREIGN TABLE near (line text) SERVER files OPTIONS (filename '/etc/hostname');
ALTER SERVER old_server VERSION '2' OPTIONS (SET host 'somewhere', ADD port '5433');
ALTER USER MAPPING FOR golden_reader SERVER old_server OPTIONS (SET password 'q');
ALTER FOREIGN TABLE far ADD w int, ALTER id OPTIONS (SET column_name 'Id');
DROP SERVER files CASCADE;
-- expect: proven or refused
