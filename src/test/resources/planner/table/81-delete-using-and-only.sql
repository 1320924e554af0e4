-- DELETE … USING a join, from a parent and from ONLY the parent
-- setup
CREATE TABLE doc (id int PRIMARY KEY, title text);
CREATE TABLE letter (words text, PRIMARY KEY (id)) INHERITS (doc);
INSERT INTO doc SELECT n, 'd' || n FROM generate_series(1, 20) n;
INSERT INTO letter SELECT n + 100, 'l' || n, 'w' FROM generate_series(1, 20) n;
CREATE TABLE black (title text PRIMARY KEY);
INSERT INTO black VALUES ('d3'), ('l4');
-- forward
DELETE FROM doc USING black WHERE black.title = doc.title;
DELETE FROM ONLY doc WHERE id > 15;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM doc => 40
-- after: SELECT words FROM letter WHERE title = 'l4' => w
