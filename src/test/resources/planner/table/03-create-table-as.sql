-- CREATE TABLE AS
-- base: shop
-- setup
-- forward
CREATE TABLE shop.rich AS SELECT id, login, score FROM shop.users WHERE score > 100;
ALTER TABLE shop.rich ADD PRIMARY KEY (id);
-- later
INSERT INTO shop.rich VALUES (9999, 'later rich', 1);
-- expect: proven-with-salvage
-- kept: later rich
-- theirs
DROP TABLE shop.rich;
-- theirs-is: equal
