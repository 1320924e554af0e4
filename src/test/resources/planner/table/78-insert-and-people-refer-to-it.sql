-- INSERT of a parent to which people add children: ON DELETE CASCADE must not swallow them
-- setup
CREATE TABLE p (id int PRIMARY KEY, v text);
CREATE TABLE c (id int PRIMARY KEY, p_id int REFERENCES p ON DELETE CASCADE, v text);
INSERT INTO p SELECT n, 'p' || n FROM generate_series(1, 20) n;
INSERT INTO c SELECT n, n, 'c' || n FROM generate_series(1, 20) n;
-- forward
INSERT INTO p VALUES (100, 'new');
-- later
INSERT INTO c VALUES (500, 100, 'later child');
-- expect: proven-with-salvage
-- refuses: written since
-- theirs
DELETE FROM p WHERE id = 100;
-- theirs-is: equal
