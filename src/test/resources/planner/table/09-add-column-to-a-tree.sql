-- ADD COLUMN to a partitioned table and to an inheritance parent
-- base: shop
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text);
CREATE TABLE letter (words text, PRIMARY KEY (id)) INHERITS (doc);
INSERT INTO doc VALUES (1, 'd');
INSERT INTO letter VALUES (2, 't', 'w');
-- forward
ALTER TABLE shop.events ADD COLUMN source text DEFAULT 'web';
ALTER TABLE doc ADD COLUMN author text;
-- later
UPDATE shop.events SET source = 'later source' WHERE at = '2031-05-05 00:00+00';
UPDATE letter SET author = 'later author' WHERE id = 2;
-- expect: proven-with-salvage
-- kept: later source
-- kept: later author
