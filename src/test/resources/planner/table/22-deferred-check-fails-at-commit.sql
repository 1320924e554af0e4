-- a deferred constraint that only the commit checks: the migration does not run, and nothing is called proven
-- setup
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
INSERT INTO a VALUES (1);
-- forward
INSERT INTO b VALUES (1, 2);
-- expect: failed-forward
