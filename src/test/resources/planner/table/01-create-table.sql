-- CREATE TABLE with a key to old tables, a sequence of its own, an index, a remark and a grant
-- base: shop
-- setup
-- forward
CREATE TABLE shop.reviews (
    id serial PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES shop.users ON DELETE CASCADE,
    sku text REFERENCES shop.products,
    stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words text
);
CREATE INDEX reviews_user ON shop.reviews (user_id);
COMMENT ON TABLE shop.reviews IS 'What people think';
GRANT INSERT ON shop.reviews TO golden_writer;
-- later
INSERT INTO shop.reviews (user_id, sku, stars, words) VALUES (3, 'SKU-4', 5, 'later words one'), (4, NULL, 2, 'later words two');
-- expect: proven-with-salvage: reviews
-- kept: later words one
-- kept: later words two
-- after: SELECT to_regclass('shop.reviews') IS NULL => t
-- after: SELECT count(*) FROM shop.users => 300
-- theirs
DROP TABLE shop.reviews;
-- theirs-is: equal
