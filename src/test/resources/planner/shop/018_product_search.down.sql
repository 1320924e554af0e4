DROP INDEX shop.products_search_idx;
ALTER TABLE shop.products DROP COLUMN search;
