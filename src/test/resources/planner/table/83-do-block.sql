-- DO with loops, dynamic statements and rows
-- base: shop
-- setup
-- forward
DO $do$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT id, login FROM shop.users WHERE id % 25 = 0 LOOP
        UPDATE shop.users SET login = 'do; ' || r.login WHERE id = r.id;
        INSERT INTO audit.log (what, row_key) VALUES ('do', r.id);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.%I ADD COLUMN %I text DEFAULT %L', 'Odd Schema', 'Mixed Table', 'new; "col"', 'it''s');
    IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'users_born') THEN
        CREATE INDEX users_born ON shop.users (born);
    END IF;
    BEGIN
        INSERT INTO shop.users (login) VALUES ('user1');
    EXCEPTION WHEN unique_violation THEN
        NULL;
    END;
END $do$;
-- later
UPDATE shop.users SET login = 'later' WHERE id = 50;
-- expect: proven-with-salvage
-- after: SELECT login FROM shop.users WHERE id = 50 => later
-- after: SELECT login FROM shop.users WHERE id = 75 => user75
