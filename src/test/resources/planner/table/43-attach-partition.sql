-- ATTACH PARTITION makes indexes, a key, a foreign key and a trigger on the newcomer: DETACH leaves some of them
-- setup
CREATE TABLE u (id int PRIMARY KEY);
INSERT INTO u SELECT generate_series(1, 20);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE pt (id int NOT NULL, v int, u_id int REFERENCES u, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE pt0 PARTITION OF pt FOR VALUES FROM (0) TO (100);
CREATE INDEX pt_v ON pt (v);
CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE FUNCTION f();
CREATE TABLE pt1 (id int NOT NULL, v int, u_id int);
INSERT INTO pt1 SELECT n, n, n % 20 + 1 FROM generate_series(100, 150) n;
INSERT INTO pt SELECT n, n, 1 FROM generate_series(0, 60) n;
-- forward
ALTER TABLE pt ATTACH PARTITION pt1 FOR VALUES FROM (100) TO (200);
-- later
INSERT INTO pt VALUES (177, 1, 1);
-- expect: proven
-- after: SELECT count(*) FROM pt1 WHERE id = 177 => 1
-- after: SELECT count(*) FROM pt => 61
-- theirs
ALTER TABLE pt DETACH PARTITION pt1;
-- theirs-is: different
