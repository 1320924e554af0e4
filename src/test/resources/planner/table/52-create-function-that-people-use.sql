-- CREATE FUNCTION: a default that uses it since stands in the way
-- setup
CREATE TABLE t (id int PRIMARY KEY, v text);
-- forward
CREATE FUNCTION fresh() RETURNS text LANGUAGE sql AS $$ SELECT 'new' $$;
-- later
ALTER TABLE t ALTER v SET DEFAULT fresh();
-- expect: proven
-- refuses: fresh
