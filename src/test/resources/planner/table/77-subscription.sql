-- CREATE SUBSCRIPTION reaches out to another server
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE);
-- expect: refused: subscription
-- theirs
DROP SUBSCRIPTION sub;
-- theirs-is: equal
