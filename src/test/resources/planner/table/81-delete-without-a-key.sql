-- DELETE from a table without a key, doubles included
-- base: shop
-- setup
-- forward
DELETE FROM audit.loose WHERE n = 1;
-- later
INSERT INTO audit.loose VALUES ('later line', 1);
-- expect: proven-with-salvage or refused
-- after: SELECT count(*) FROM audit.loose => 41
