-- SET session_replication_role = replica: no trigger, no foreign key looks
-- setup
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY, p_id int REFERENCES p ON DELETE CASCADE);
INSERT INTO p SELECT generate_series(1, 20);
INSERT INTO c SELECT n, n FROM generate_series(1, 20) n;
-- forward
SET session_replication_role = replica;
DELETE FROM p WHERE id > 15;
SET session_replication_role = DEFAULT;
-- later
INSERT INTO c VALUES (50, 3);
-- expect: proven-with-salvage or refused
-- after: SELECT count(*) FROM c JOIN p ON p.id = c.p_id => 21
