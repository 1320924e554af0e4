-- ADD COLUMN to an inheritance parent merges with the column a child has
-- setup
CREATE TABLE doc (id int PRIMARY KEY);
CREATE TABLE letter (words text) INHERITS (doc);
INSERT INTO letter VALUES (1, 'the child''s own words');
-- forward
ALTER TABLE doc ADD COLUMN words text;
-- expect: proven-with-salvage
-- after: SELECT words FROM letter => the child's own words
-- theirs
ALTER TABLE doc DROP COLUMN words;
-- theirs-is: equal
