-- SET DEFAULT where there was one, where there was none, DROP DEFAULT
-- base: shop
-- setup
-- forward
ALTER TABLE shop.users ALTER full_name SET DEFAULT 'somebody', ALTER score SET DEFAULT 1.5, ALTER prefs DROP DEFAULT;
ALTER TABLE shop.users ALTER created_at SET DEFAULT clock_timestamp();
-- expect: proven
-- theirs
ALTER TABLE shop.users ALTER full_name DROP DEFAULT, ALTER score DROP DEFAULT, ALTER prefs SET DEFAULT '{}';
ALTER TABLE shop.users ALTER created_at SET DEFAULT now();
-- theirs-is: different
