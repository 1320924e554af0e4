-- DROP FOREIGN TABLE: nothing of the rows is here
-- setup
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE near (line text OPTIONS (force_not_null 'true')) SERVER files OPTIONS (filename '/etc/hostname', format 'csv');
COMMENT ON FOREIGN TABLE near IS 'who am I';
GRANT SELECT ON near TO golden_reader;
-- forward
DROP FOREIGN TABLE near;
-- expect: proven
-- theirs
CREATE FOREIGN TABLE near (line text) SERVER files OPTIONS (filename '/etc/hostname', format 'csv');
-- theirs-is: different
