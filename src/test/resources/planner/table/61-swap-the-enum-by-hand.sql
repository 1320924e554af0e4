-- Rename the type, make a new one with fewer values, convert, drop the old one
-- base: shop
-- setup
-- forward
ALTER TYPE shop.mood RENAME TO mood_old;
CREATE TYPE shop.mood AS ENUM ('bad', 'good');
DROP STATISTICS shop.users_feeling_score;
ALTER TABLE shop.users ALTER feeling DROP DEFAULT;
ALTER TABLE shop.users ALTER feeling TYPE shop.mood USING (CASE feeling WHEN 'sad' THEN 'bad' ELSE 'good' END)::shop.mood;
ALTER TABLE shop.users ALTER feeling SET DEFAULT 'good';
CREATE STATISTICS shop.users_feeling_score ON feeling, score FROM shop.users;
DROP TYPE shop.mood_old;
-- expect: proven-with-salvage
-- after: SELECT string_agg(feeling::text, ' ' ORDER BY id) FROM shop.users WHERE id < 5 => ok happy sad ok
