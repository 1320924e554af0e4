-- ALTER DOMAIN: constraints, default, not null
-- base: shop
-- setup
ALTER DOMAIN shop.email_address ADD CONSTRAINT not_long CHECK (length(VALUE) < 999) NOT VALID;
COMMENT ON CONSTRAINT has_an_at ON DOMAIN shop.email_address IS '@';
-- forward
ALTER DOMAIN shop.percent SET DEFAULT 5;
ALTER DOMAIN shop.percent DROP CONSTRAINT percent_range;
ALTER DOMAIN shop.percent ADD CONSTRAINT wider CHECK (VALUE BETWEEN -100 AND 100);
ALTER DOMAIN shop.email_address DROP CONSTRAINT has_an_at;
ALTER DOMAIN shop.email_address VALIDATE CONSTRAINT not_long;
ALTER DOMAIN shop.email_address SET DEFAULT 'a@b';
-- expect: proven
-- theirs
ALTER DOMAIN shop.percent DROP DEFAULT;
ALTER DOMAIN shop.percent DROP CONSTRAINT wider;
ALTER DOMAIN shop.percent ADD CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);
ALTER DOMAIN shop.email_address ADD CONSTRAINT has_an_at CHECK (VALUE ~ '@');
ALTER DOMAIN shop.email_address DROP DEFAULT;
-- theirs-is: different
