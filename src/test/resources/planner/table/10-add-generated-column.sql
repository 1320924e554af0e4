-- ADD COLUMN GENERATED … STORED
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD COLUMN search tsvector
    GENERATED ALWAYS AS (to_tsvector('simple', coalesce(login, '') || ' ' || coalesce(full_name, ''))) STORED;
CREATE INDEX users_search ON shop.users USING gin (search);
-- later
UPDATE shop.users SET full_name = 'later name' WHERE id = 2;
-- expect: proven or proven-with-salvage
-- after: SELECT full_name FROM shop.users WHERE id = 2 => later name
-- theirs
ALTER TABLE shop.users DROP COLUMN search;
-- theirs-is: equal
