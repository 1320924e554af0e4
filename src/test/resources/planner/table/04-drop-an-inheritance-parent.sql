-- DROP TABLE … CASCADE of a parent drops its children
-- setup
CREATE TABLE doc (id serial PRIMARY KEY, title text NOT NULL CHECK (title <> ''));
CREATE TABLE invoice (amount numeric, PRIMARY KEY (id)) INHERITS (doc);
CREATE TABLE letter (id int NOT NULL, words text) INHERITS (doc);
INSERT INTO doc (title) SELECT 'd' || n FROM generate_series(1, 10) n;
INSERT INTO invoice (title, amount) SELECT 'i' || n, n FROM generate_series(1, 20) n;
INSERT INTO letter (id, title, words) SELECT n + 900, 'l' || n, 'w' FROM generate_series(1, 30) n;
-- forward
DROP TABLE doc CASCADE;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM doc => 60
-- after: SELECT count(*) FROM ONLY doc => 10
