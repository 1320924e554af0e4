-- UPDATE … WHERE: only where the value is still the migration's
-- base: shop
-- setup
-- forward
UPDATE shop.users SET full_name = upper(full_name), score = score + 1 WHERE id <= 100;
-- later
UPDATE shop.users SET full_name = 'later name' WHERE id = 5;
UPDATE shop.users SET score = 99 WHERE id = 6;
UPDATE shop.users SET email = 'later@example.org' WHERE id = 7;
DELETE FROM shop.users WHERE id = 9;
INSERT INTO shop.users (login, full_name) VALUES ('later', 'LATER');
-- expect: proven-with-salvage: users
-- after: SELECT full_name || ' ' || score FROM shop.users WHERE id = 5 => later name 6.85
-- after: SELECT full_name || ' ' || score FROM shop.users WHERE id = 6 => Full Name 6 99.00
-- after: SELECT full_name IS NULL AND email = 'later@example.org' FROM shop.users WHERE id = 7 => t
-- after: SELECT count(*) FROM shop.users WHERE id = 9 => 0
-- after: SELECT count(*) FROM shop.users WHERE full_name = 'LATER' => 1
-- theirs
UPDATE shop.users SET full_name = initcap(full_name), score = score - 1 WHERE id <= 100;
-- theirs-is: different
