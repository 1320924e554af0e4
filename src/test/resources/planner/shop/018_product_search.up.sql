ALTER TABLE shop.products
    ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || description)) STORED;
CREATE INDEX products_search_idx ON shop.products USING gin (search);
