-- RENAME COLUMN undone by drop and add: the values are gone
-- setup
CREATE TABLE p (id int PRIMARY KEY, surname text);
INSERT INTO p SELECT n, 's' || n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE p RENAME surname TO family_name;
-- expect: proven
-- theirs
ALTER TABLE p DROP family_name;
ALTER TABLE p ADD surname text;
-- theirs-is: different
