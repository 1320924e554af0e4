-- ALTER TYPE … RENAME VALUE, and three times to swap two
-- base: shop
-- setup
-- forward
ALTER TYPE shop.mood RENAME VALUE 'sad' TO 'tmp';
ALTER TYPE shop.mood RENAME VALUE 'happy' TO 'sad';
ALTER TYPE shop.mood RENAME VALUE 'tmp' TO 'happy';
ALTER TYPE shop.mood RENAME VALUE 'ok' TO 'it''s ok';
-- later
UPDATE shop.users SET feeling = 'happy' WHERE id = 1;
-- expect: proven
-- after: SELECT feeling FROM shop.users WHERE id = 1 => sad
-- theirs
ALTER TYPE shop.mood RENAME VALUE 'it''s ok' TO 'ok';
-- theirs-is: different
