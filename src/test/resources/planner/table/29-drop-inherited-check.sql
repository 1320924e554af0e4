-- DROP CONSTRAINT of a parent takes it from the children that inherited it, not from those that also had it
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text, CONSTRAINT titled CHECK (title <> ''));
CREATE TABLE letter (words text) INHERITS (doc);
CREATE TABLE note (words text, CONSTRAINT titled CHECK (title <> '')) INHERITS (doc);
-- forward
ALTER TABLE doc DROP CONSTRAINT titled;
-- expect: proven
