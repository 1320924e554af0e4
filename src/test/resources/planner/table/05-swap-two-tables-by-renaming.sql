-- RENAME three times: the new table takes the place of the old one
-- setup
CREATE TABLE item (id int PRIMARY KEY, v text);
CREATE TABLE item_new (id int PRIMARY KEY, v text, w int DEFAULT 1);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 20) n;
INSERT INTO item_new SELECT n, 'new' FROM generate_series(1, 40) n;
CREATE VIEW items AS SELECT id, v FROM item;
-- forward
ALTER TABLE item RENAME TO item_tmp;
ALTER TABLE item_new RENAME TO item;
ALTER TABLE item_tmp RENAME TO item_new;
-- later
UPDATE item SET v = 'later' WHERE id = 40;
-- expect: proven
-- after: SELECT count(*) FROM item => 20
-- after: SELECT v FROM item_new WHERE id = 40 => later
