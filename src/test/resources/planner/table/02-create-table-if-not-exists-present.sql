-- CREATE TABLE IF NOT EXISTS where there was one: DROP TABLE would destroy it
-- setup
CREATE TABLE settings (name text PRIMARY KEY, value text);
INSERT INTO settings SELECT 'n' || n, 'v' || n FROM generate_series(1, 100) n;
-- forward
CREATE TABLE IF NOT EXISTS settings (name text PRIMARY KEY, value text, extra int);
-- later
UPDATE settings SET value = 'later' WHERE name = 'n7';
-- expect: proven
-- after: SELECT count(*) || min(value) FROM settings => 100later
-- theirs
DROP TABLE settings;
-- theirs-is: different
