-- CREATE OR REPLACE FUNCTION that gives a name and a default to what had none
-- setup
CREATE FUNCTION f(int, text) RETURNS text LANGUAGE sql AS 'SELECT $2 || $1';
CREATE TABLE t (id int PRIMARY KEY, v text DEFAULT f(1, 'a'));
-- forward
CREATE OR REPLACE FUNCTION f(n int, t text DEFAULT 'none') RETURNS text LANGUAGE sql AS 'SELECT t || n';
-- expect: proven
-- theirs
CREATE OR REPLACE FUNCTION f(int, text) RETURNS text LANGUAGE sql AS 'SELECT $2 || $1';
-- theirs-is: error
