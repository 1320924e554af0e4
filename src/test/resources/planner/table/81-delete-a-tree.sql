-- DELETE of rows that refer to each other in their own table and in a circle
-- setup
CREATE TABLE node (id int PRIMARY KEY, parent int REFERENCES node ON DELETE CASCADE, twin int REFERENCES node DEFERRABLE INITIALLY DEFERRED);
INSERT INTO node SELECT n, nullif(n / 2, 0), n FROM generate_series(1, 60) n;
UPDATE node SET twin = CASE WHEN id % 2 = 0 THEN id + 1 ELSE id - 1 END WHERE id BETWEEN 2 AND 59;
CREATE TABLE x (id int PRIMARY KEY, y int);
CREATE TABLE y (id int PRIMARY KEY, x int REFERENCES x);
ALTER TABLE x ADD FOREIGN KEY (y) REFERENCES y;
INSERT INTO x VALUES (1), (2);
INSERT INTO y VALUES (1, 1), (2, 2);
UPDATE x SET y = id;
-- forward
UPDATE node SET twin = NULL;
DELETE FROM node WHERE id = 4;
WITH gone AS (DELETE FROM x RETURNING id) DELETE FROM y WHERE id IN (SELECT id FROM gone);
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM node => 60
-- after: SELECT count(*) FROM x JOIN y ON x.id = y.x AND x.y = y.id => 2
