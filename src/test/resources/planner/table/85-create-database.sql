-- CREATE DATABASE is of the server
-- setup
DROP DATABASE IF EXISTS golden_made_database;
-- forward
CREATE DATABASE golden_made_database;
-- expect: refused
