-- DROP COLUMN of a table without a key: no one can say which value was whose
-- base: shop
-- setup
-- forward
ALTER TABLE audit.loose DROP COLUMN line;
-- expect: refused: loose
-- theirs
ALTER TABLE audit.loose ADD COLUMN line text;
-- theirs-is: different
