-- ADD COLUMN to a table with a compound key of mixed types
-- base: shop
-- setup
-- forward
ALTER TABLE shop.order_lines ADD COLUMN gift boolean DEFAULT false NOT NULL, ADD COLUMN words text;
-- later
UPDATE shop.order_lines SET gift = true, words = 'later words' WHERE order_id = 7 AND line_no = 1;
DELETE FROM shop.order_lines WHERE order_id = 8;
-- expect: proven-with-salvage
-- kept: later words
-- after: SELECT count(*) FROM shop.order_lines => 798
