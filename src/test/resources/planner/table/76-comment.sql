-- COMMENT ON of all sorts, where there was one and where there was none
-- base: shop
-- setup
-- forward
COMMENT ON TABLE shop.users IS 'new; text with ''quotes'' and "more"';
COMMENT ON COLUMN shop.users.email IS NULL;
COMMENT ON COLUMN shop.users.born IS E'two\nlines\\ and a backslash';
COMMENT ON FUNCTION shop.slug(text) IS '';
COMMENT ON SCHEMA shop IS 'other';
COMMENT ON INDEX shop.users_tags IS 'i';
COMMENT ON CONSTRAINT users_login_key ON shop.users IS 'c';
COMMENT ON TRIGGER users_audit ON shop.users IS 't';
COMMENT ON TYPE shop.mood IS 'm';
COMMENT ON DOMAIN shop.percent IS 'd';
COMMENT ON VIEW shop.mailing_list IS 'v';
COMMENT ON SEQUENCE shop.order_numbers IS 's';
COMMENT ON POLICY own_orders ON shop.orders IS 'p';
COMMENT ON RULE quiet ON shop.products IS 'r';
COMMENT ON STATISTICS shop.users_feeling_score IS 'st';
COMMENT ON PUBLICATION changes IS 'pu';
COMMENT ON COLUMN shop.address.street IS 'a';
COMMENT ON MATERIALIZED VIEW shop.turnover IS '日本語 and an emoji 🙂';
-- expect: proven
-- theirs
COMMENT ON TABLE shop.users IS NULL;
COMMENT ON COLUMN shop.users.born IS NULL;
-- theirs-is: different
