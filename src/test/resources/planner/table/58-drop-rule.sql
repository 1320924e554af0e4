-- DROP RULE that was disabled; OR REPLACE RULE
-- base: shop
-- setup
CREATE RULE other AS ON UPDATE TO shop.products DO ALSO INSERT INTO audit.log (what) VALUES ('u');
ALTER TABLE shop.products DISABLE RULE other;
COMMENT ON RULE quiet ON shop.products IS 'shh';
-- forward
DROP RULE other ON shop.products;
CREATE OR REPLACE RULE quiet AS ON DELETE TO shop.products DO INSTEAD NOTHING;
-- expect: proven
-- theirs
CREATE RULE other AS ON UPDATE TO shop.products DO ALSO INSERT INTO audit.log (what) VALUES ('u');
CREATE OR REPLACE RULE quiet AS ON DELETE TO shop.products DO ALSO NOTHING;
-- theirs-is: different
