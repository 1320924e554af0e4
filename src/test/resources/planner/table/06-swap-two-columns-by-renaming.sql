-- RENAME COLUMN three times: two columns change places
-- setup
CREATE TABLE p (id int PRIMARY KEY, first text, last text);
INSERT INTO p SELECT n, 'f' || n, 'l' || n FROM generate_series(1, 100) n;
-- forward
ALTER TABLE p RENAME first TO tmp;
ALTER TABLE p RENAME last TO first;
ALTER TABLE p RENAME tmp TO last;
-- later
UPDATE p SET first = 'later' WHERE id = 3;
-- expect: proven
-- after: SELECT first || last FROM p WHERE id = 3 => f3later
