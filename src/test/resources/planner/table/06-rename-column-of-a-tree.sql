-- RENAME COLUMN of a partitioned table and of an inheritance parent
-- base: shop
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text);
CREATE TABLE letter (words text) INHERITS (doc);
INSERT INTO letter VALUES (1, 't', 'w');
-- forward
ALTER TABLE shop.events RENAME COLUMN kind TO sort;
ALTER TABLE doc RENAME title TO heading;
-- expect: proven
-- after: SELECT title FROM letter => t
