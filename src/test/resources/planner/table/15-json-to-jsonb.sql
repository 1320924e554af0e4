-- ALTER TYPE json → jsonb forgets blanks, order and double keys
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ALTER COLUMN raw TYPE jsonb USING raw::jsonb;
-- later
UPDATE shop.users SET raw = '{"later": true}' WHERE id = 6;
-- expect: proven-with-salvage
-- after: SELECT raw FROM shop.users WHERE id = 3 => {"b":  3, "a": 1, "a": 2}
-- after: SELECT raw->>'later' FROM shop.users WHERE id = 6 => true
-- theirs
ALTER TABLE shop.users ALTER COLUMN raw TYPE json USING raw::json;
-- theirs-is: different
