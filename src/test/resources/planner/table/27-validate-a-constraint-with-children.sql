-- VALIDATE CONSTRAINT of an inheritance parent; of one that was valid
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text, CONSTRAINT fine CHECK (id > 0));
CREATE TABLE letter (words text) INHERITS (doc);
INSERT INTO letter VALUES (1, 't', 'w');
ALTER TABLE doc ADD CONSTRAINT titled CHECK (title <> '') NOT VALID;
-- forward
ALTER TABLE doc VALIDATE CONSTRAINT titled;
ALTER TABLE doc VALIDATE CONSTRAINT fine;
-- expect: proven
