-- SET ACCESS METHOD to another one
-- setup
CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE t (id int PRIMARY KEY, v text) USING pile;
CREATE TABLE u (id int PRIMARY KEY, v text);
CREATE MATERIALIZED VIEW m AS SELECT v FROM u;
INSERT INTO t SELECT n, 'v' FROM generate_series(1, 100) n;
INSERT INTO u SELECT n, 'v' FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t SET ACCESS METHOD heap;
ALTER TABLE u SET ACCESS METHOD pile;
ALTER MATERIALIZED VIEW m SET ACCESS METHOD pile;
-- expect: proven
