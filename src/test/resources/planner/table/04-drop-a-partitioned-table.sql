-- DROP TABLE of a whole partition tree
-- base: shop
-- setup
-- forward
DROP TABLE shop.events;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.events => 241
