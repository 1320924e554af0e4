-- ADD two columns, fill them from one, DROP it
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ADD first_name text, ADD last_name text;
UPDATE shop.users SET first_name = split_part(full_name, ' ', 1), last_name = split_part(full_name, ' ', 3);
ALTER TABLE shop.users DROP COLUMN full_name;
-- later
UPDATE shop.users SET first_name = 'later first' WHERE id = 6;
-- expect: proven-with-salvage
-- kept: later first
-- after: SELECT full_name FROM shop.users WHERE id = 6 => Full Name 6
-- after: SELECT count(*) FROM shop.users WHERE full_name IS NULL => 42
