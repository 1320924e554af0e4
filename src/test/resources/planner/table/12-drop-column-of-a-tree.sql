-- DROP COLUMN of a partitioned table and of an inheritance parent
-- base: shop
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text);
CREATE TABLE letter (words text, PRIMARY KEY (id)) INHERITS (doc);
INSERT INTO doc VALUES (1, 'd');
INSERT INTO letter VALUES (2, 't', 'w');
-- forward
ALTER TABLE shop.events DROP COLUMN kind;
ALTER TABLE doc DROP COLUMN title;
-- expect: proven-with-salvage
-- after: SELECT count(kind) FROM shop.events => 241
-- after: SELECT string_agg(title, ',' ORDER BY id) FROM doc => d,t
