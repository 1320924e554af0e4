-- INHERIT and NO INHERIT: what was local stays local
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text, CONSTRAINT titled CHECK (title <> ''));
CREATE TABLE letter (words text) INHERITS (doc);
CREATE TABLE loose (id int NOT NULL, title text, extra int, CONSTRAINT titled CHECK (title <> ''));
INSERT INTO letter SELECT n, 't', 'w' FROM generate_series(1, 30) n;
INSERT INTO loose SELECT n, 'l', 5 FROM generate_series(100, 130) n;
-- forward
ALTER TABLE letter NO INHERIT doc;
ALTER TABLE loose INHERIT doc;
-- later
INSERT INTO loose VALUES (999, 'later', 1);
-- expect: proven or refused
-- after: SELECT count(*) FROM doc => 30
-- after: SELECT count(*) FROM loose WHERE title = 'later' => 1
-- theirs
ALTER TABLE letter INHERIT doc;
ALTER TABLE loose NO INHERIT doc;
-- theirs-is: different
