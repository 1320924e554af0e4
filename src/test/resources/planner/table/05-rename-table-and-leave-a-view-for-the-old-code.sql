-- RENAME TABLE and CREATE VIEW under the old name
-- setup
CREATE TABLE customer (id int PRIMARY KEY, name text);
INSERT INTO customer SELECT n, 'c' || n FROM generate_series(1, 100) n;
GRANT SELECT ON customer TO golden_reader;
-- forward
ALTER TABLE customer RENAME TO client;
CREATE VIEW customer AS SELECT id, name FROM client;
-- later
INSERT INTO customer VALUES (777, 'later client');
-- expect: proven
-- after: SELECT name FROM customer WHERE id = 777 => later client
-- theirs
ALTER TABLE client RENAME TO customer;
-- theirs-is: error
