-- UPDATE of a table without a key whose condition no row meets
-- base: shop
-- setup
-- forward
UPDATE audit.loose SET n = 0 WHERE line = 'no such line';
-- expect: proven or proven-with-salvage or refused
