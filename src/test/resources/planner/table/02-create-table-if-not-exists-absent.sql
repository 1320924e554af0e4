-- CREATE TABLE IF NOT EXISTS where there was none
-- setup
CREATE TABLE other (id int PRIMARY KEY);
-- forward
CREATE TABLE IF NOT EXISTS settings (name text PRIMARY KEY, value text);
-- later
INSERT INTO settings VALUES ('later name', 'later value');
-- expect: proven-with-salvage
-- kept: later value
-- theirs
DROP TABLE settings;
-- theirs-is: equal
