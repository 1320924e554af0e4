-- ALTER SEQUENCE RESTART: numbers drawn since must not be drawn again
-- setup
CREATE TABLE t (id serial PRIMARY KEY, v text);
INSERT INTO t (v) SELECT 'v' || n FROM generate_series(1, 100) n;
-- forward
ALTER SEQUENCE t_id_seq RESTART 1000;
-- later
INSERT INTO t (v) VALUES ('later'), ('later too');
-- expect: proven
-- after: INSERT INTO t (v) VALUES ('x') RETURNING id > 1001 => t
