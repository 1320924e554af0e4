-- INSERT into a table without a key that holds the same rows already
-- base: shop
-- setup
-- forward
INSERT INTO audit.loose VALUES ('line 1', 1), ('line 1', 1), ('brand new', 1);
-- expect: refused: loose
-- theirs
DELETE FROM audit.loose WHERE line IN ('line 1', 'brand new') AND n = 1;
-- theirs-is: different
