-- DROP COLUMN of json, xml, bytea, arrays, enum, composite, float, domain, timestamps at once
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users DROP raw, DROP profile, DROP avatar, DROP tags, DROP feeling, DROP home, DROP ratio, DROP discount, DROP prefs,
    DROP updated_at, DROP created_at;
-- expect: proven-with-salvage
-- after: SELECT raw FROM shop.users WHERE id = 3 => {"b":  3, "a": 1, "a": 2}
