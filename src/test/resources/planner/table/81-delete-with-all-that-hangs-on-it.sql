-- DELETE with CASCADE over two steps, SET NULL and SET DEFAULT: naive inserts lose the children
-- setup
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text, double int GENERATED ALWAYS AS (id * 2) STORED);
CREATE TABLE b (id serial PRIMARY KEY, a_id int NOT NULL REFERENCES a ON DELETE CASCADE);
CREATE TABLE c (id int PRIMARY KEY, b_id int REFERENCES b ON DELETE CASCADE);
CREATE TABLE d (id int PRIMARY KEY, a_id int REFERENCES a ON DELETE SET NULL, v text);
CREATE TABLE e (id int PRIMARY KEY, a_id int DEFAULT 1 REFERENCES a ON DELETE SET DEFAULT);
CREATE TABLE f (x int, y int, a_id int, CONSTRAINT f_pk PRIMARY KEY (y, x), CONSTRAINT f_a FOREIGN KEY (a_id) REFERENCES a ON DELETE SET NULL (a_id));
INSERT INTO a (v) SELECT 'a' || n FROM generate_series(1, 30) n;
INSERT INTO b (a_id) SELECT 1 + n % 30 FROM generate_series(1, 60) n;
INSERT INTO c SELECT n, 1 + n % 60 FROM generate_series(1, 90) n;
INSERT INTO d SELECT n, 1 + n % 30, 'd' || n FROM generate_series(1, 60) n;
INSERT INTO e SELECT n, 1 + n % 30 FROM generate_series(1, 60) n;
INSERT INTO f SELECT n, n, 1 + n % 30 FROM generate_series(1, 30) n;
-- forward
DELETE FROM a WHERE id BETWEEN 10 AND 20;
-- later
UPDATE d SET a_id = 3 WHERE id = 10;
UPDATE d SET v = 'later v' WHERE id = 11;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM c => 90
-- after: SELECT a_id FROM d WHERE id = 10 => 3
-- after: SELECT a_id || v FROM d WHERE id = 11 => 12later v
-- after: SELECT sum(double) FROM a => 930
-- theirs
INSERT INTO a (id, v) OVERRIDING SYSTEM VALUE SELECT n, 'a' || n FROM generate_series(10, 20) n;
-- theirs-is: different
