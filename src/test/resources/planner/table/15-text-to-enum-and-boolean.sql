-- ALTER TYPE text → enum, text → boolean, float → int, date from text
-- setup
CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE TABLE t (id int PRIMARY KEY, a text, b text NOT NULL, c double precision, d text);
INSERT INTO t SELECT n, (ARRAY['S', 's', 'M', 'l'])[1 + n % 4], (ARRAY['yes', 'y', 'true', 'off'])[1 + n % 4], n / 3.0, '2026-1-' || 1 + n % 28
FROM generate_series(1, 100) n;
-- forward
ALTER TABLE t ALTER a TYPE size USING lower(a)::size;
ALTER TABLE t ALTER b TYPE boolean USING b::boolean;
ALTER TABLE t ALTER c TYPE int, ALTER d TYPE date USING d::date;
-- later
UPDATE t SET a = 'l', d = '2027-12-31' WHERE id = 50;
-- expect: proven-with-salvage
-- after: SELECT a || ' ' || b || ' ' || d FROM t WHERE id = 50 => l true 2027-12-31
-- after: SELECT a || ' ' || b || ' ' || d FROM t WHERE id = 52 => S yes 2026-1-25
