-- DROP TABLE IF EXISTS where there is none
-- setup
CREATE TABLE kept (id int);
-- forward
DROP TABLE IF EXISTS gone, never CASCADE;
-- expect: proven
-- theirs
CREATE TABLE gone (id int);
-- theirs-is: different
