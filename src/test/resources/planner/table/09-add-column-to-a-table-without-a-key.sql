-- ADD COLUMN where no key says which row a value belongs to
-- base: shop
-- setup
-- forward
ALTER TABLE audit.loose ADD COLUMN mark text;
-- later
UPDATE audit.loose SET mark = 'later mark' WHERE n = 3;
-- expect: proven-with-salvage or refused
-- kept: later mark
-- after: SELECT count(*) FROM audit.loose => 40
