-- ADD CHECK to a parent of which one child has it already: it merges there
-- base: shop
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text);
CREATE TABLE letter (words text, CONSTRAINT titled CHECK (title <> '')) INHERITS (doc);
CREATE TABLE note (words text) INHERITS (doc);
-- forward
ALTER TABLE doc ADD CONSTRAINT titled CHECK (title <> '');
ALTER TABLE shop.events ADD CONSTRAINT kind_there CHECK (kind <> '');
-- expect: proven
-- theirs
ALTER TABLE doc DROP CONSTRAINT titled;
ALTER TABLE letter DROP CONSTRAINT IF EXISTS titled;
ALTER TABLE shop.events DROP CONSTRAINT kind_there;
-- theirs-is: different
