-- UPDATE of a table without a key
-- base: shop
-- setup
-- forward
UPDATE audit.loose SET n = n + 1 WHERE line = 'line 1';
-- expect: refused: loose
-- theirs
UPDATE audit.loose SET n = n - 1 WHERE line = 'line 1';
-- theirs-is: equal
