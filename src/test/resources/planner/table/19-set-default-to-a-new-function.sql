-- SET DEFAULT to a function and a sequence that the migration makes
-- setup
CREATE TABLE t (id int PRIMARY KEY, no bigint DEFAULT 5, code text DEFAULT E'it''s\n"new"');
INSERT INTO t VALUES (1);
-- forward
CREATE SEQUENCE s;
CREATE FUNCTION fresh_code() RETURNS text LANGUAGE sql AS $$ SELECT 'c' || nextval('s') $$;
ALTER TABLE t ALTER no SET DEFAULT nextval('s'), ALTER code SET DEFAULT fresh_code();
-- later
INSERT INTO t (id) VALUES (2);
-- expect: proven
-- after: SELECT count(*) FROM t => 2
