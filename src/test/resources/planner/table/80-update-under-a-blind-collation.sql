-- UPDATE that changes only what the column's collation does not see
-- setup
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE EXTENSION citext;
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE ci, b citext, c citext UNIQUE);
INSERT INTO t SELECT n, 'Name ' || n, 'Mail' || n, 'Key' || n FROM generate_series(1, 40) n;
-- forward
UPDATE t SET a = upper(a), b = lower(b), c = upper(c::text) WHERE id <= 20;
-- later
UPDATE t SET b = 'later mail' WHERE id = 7;
-- expect: proven-with-salvage or refused
-- after: SELECT a || ' ' || b FROM t WHERE id = 7 => Name 7 later mail
-- after: SELECT a || ' ' || b || ' ' || c FROM t WHERE id = 8 => Name 8 Mail8 Key8
