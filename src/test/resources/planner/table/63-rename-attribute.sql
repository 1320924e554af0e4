-- ALTER TYPE … RENAME ATTRIBUTE, with a typed table
-- setup
CREATE TYPE person AS (first text, last text);
CREATE TABLE people OF person (PRIMARY KEY (last));
INSERT INTO people SELECT 'f' || n, 'l' || n FROM generate_series(1, 40) n;
-- forward
ALTER TYPE person RENAME ATTRIBUTE first TO given CASCADE;
-- later
INSERT INTO people VALUES ('later', 'x');
-- expect: proven
-- after: SELECT first FROM people WHERE last = 'x' => later
