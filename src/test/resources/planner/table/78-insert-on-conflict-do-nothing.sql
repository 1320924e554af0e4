-- INSERT … ON CONFLICT DO NOTHING: rows that were there are not yours
-- setup
CREATE TABLE setting (name text PRIMARY KEY, value text);
INSERT INTO setting VALUES ('a', 'mine'), ('b', 'mine');
-- forward
INSERT INTO setting VALUES ('a', 'default'), ('c', 'default'), ('d', 'default') ON CONFLICT (name) DO NOTHING;
-- later
UPDATE setting SET value = 'later' WHERE name = 'a';
-- expect: proven-with-salvage
-- after: SELECT string_agg(name || value, ' ' ORDER BY name) FROM setting => alater bmine
-- theirs
DELETE FROM setting WHERE name IN ('a', 'c', 'd');
-- theirs-is: different
