-- DO that makes a table with another name each time
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
DO $$ BEGIN EXECUTE format('CREATE TABLE made_%s (id int)', (random() * 1e9)::int); END $$;
-- expect: refused
