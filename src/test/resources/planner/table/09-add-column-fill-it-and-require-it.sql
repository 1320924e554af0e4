-- ADD COLUMN, backfill, SET NOT NULL, index and check: the way people do it
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD COLUMN slug text;
UPDATE shop.users SET slug = login || '-' || id;
ALTER TABLE shop.users ALTER COLUMN slug SET NOT NULL;
ALTER TABLE shop.users ADD CONSTRAINT users_slug_check CHECK (slug <> '');
CREATE UNIQUE INDEX users_slug_key ON shop.users (slug);
-- later
UPDATE shop.users SET slug = 'later-slug', full_name = 'later full name' WHERE id = 9;
INSERT INTO shop.users (login, slug) VALUES ('later-login', 'x');
-- expect: proven-with-salvage
-- kept: later-slug
-- after: SELECT full_name FROM shop.users WHERE id = 9 => later full name
-- after: SELECT count(*) FROM shop.users WHERE login = 'later-login' => 1
-- theirs
ALTER TABLE shop.users DROP COLUMN slug;
-- theirs-is: different
