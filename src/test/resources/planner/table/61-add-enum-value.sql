-- ALTER TYPE … ADD VALUE: columns, arrays, defaults, an index, a check, a view and a function use the type
-- base: shop
-- setup
ALTER TABLE shop.users ADD moods shop.mood[] DEFAULT '{ok}';
CREATE INDEX users_sad ON shop.users (id) WHERE feeling = 'sad';
CREATE INDEX users_feeling ON shop.users (feeling);
ALTER TABLE shop.users ADD CONSTRAINT feel CHECK (feeling >= 'sad');
CREATE VIEW shop.feelings AS SELECT feeling, count(*) FROM shop.users WHERE feeling < 'happy' GROUP BY 1;
CREATE FUNCTION shop.cheer(m shop.mood DEFAULT 'happy') RETURNS shop.mood LANGUAGE sql AS 'SELECT m';
GRANT USAGE ON TYPE shop.mood TO golden_reader;
COMMENT ON TYPE shop.mood IS 'how one is';
-- forward
ALTER TYPE shop.mood ADD VALUE 'grumpy' BEFORE 'ok';
ALTER TYPE shop.mood ADD VALUE IF NOT EXISTS 'elated';
-- later
UPDATE shop.users SET feeling = 'happy' WHERE id = 1;
-- expect: proven
-- after: SELECT enum_range(NULL::shop.mood) => {sad,ok,happy}
-- after: SELECT feeling FROM shop.users WHERE id = 1 => happy
