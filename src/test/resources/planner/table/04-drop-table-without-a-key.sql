-- DROP TABLE needs no key: the whole table is kept, doubles included
-- base: shop
-- setup
-- forward
DROP TABLE IF EXISTS audit.loose;
DROP TABLE IF EXISTS audit.never_there;
-- expect: proven-with-salvage
-- after: SELECT count(*) || ' ' || count(DISTINCT (line, n)) FROM audit.loose => 40 35
-- theirs
CREATE TABLE audit.loose (line text, n integer);
-- theirs-is: different
