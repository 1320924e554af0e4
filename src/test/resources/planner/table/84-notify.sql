-- NOTIFY tells others, who act on it
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
NOTIFY somebody, 'something';
INSERT INTO t VALUES (1);
-- expect: refused: NOTIFY
