-- SET STORAGE and SET COMPRESSION: the old ones
-- base: shop
-- setup
ALTER TABLE shop.users ALTER tags SET COMPRESSION pglz;
-- forward
ALTER TABLE shop.users ALTER avatar SET STORAGE MAIN, ALTER full_name SET STORAGE EXTERNAL, ALTER prefs SET COMPRESSION pglz,
    ALTER tags SET COMPRESSION default;
ALTER MATERIALIZED VIEW shop.turnover ALTER COLUMN total SET STORAGE PLAIN;
-- expect: proven
-- theirs
ALTER TABLE shop.users ALTER avatar SET STORAGE EXTENDED, ALTER full_name SET STORAGE EXTENDED;
-- theirs-is: different
