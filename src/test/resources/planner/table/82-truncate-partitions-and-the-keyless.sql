-- TRUNCATE of one partition, of a table without a key, and of an empty table
-- base: shop
-- setup
CREATE TABLE nothing (id int);
-- forward
TRUNCATE shop.events_2025;
TRUNCATE audit.loose;
TRUNCATE nothing;
-- expect: proven-with-salvage or refused
-- after: SELECT count(*) FROM shop.events => 241
-- after: SELECT count(*) FROM audit.loose => 40
