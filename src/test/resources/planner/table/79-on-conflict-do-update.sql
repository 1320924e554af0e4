-- INSERT … ON CONFLICT DO UPDATE: new keys go, changed ones get their old values
-- setup
CREATE TABLE stock (sku text, place int, n int, note text, PRIMARY KEY (sku, place));
INSERT INTO stock SELECT 's' || n, n % 3, n, CASE WHEN n % 2 = 0 THEN 'note' END FROM generate_series(1, 60) n;
-- forward
INSERT INTO stock (sku, place, n) SELECT 's' || n, n % 3, 1000 FROM generate_series(51, 70) n
ON CONFLICT (sku, place) DO UPDATE SET n = excluded.n + stock.n, note = NULL WHERE stock.n <> 55;
-- later
UPDATE stock SET n = 7 WHERE sku = 's52';
-- expect: proven-with-salvage
-- after: SELECT n FROM stock WHERE sku = 's52' => 7
-- after: SELECT note FROM stock WHERE sku = 's52' => note
-- after: SELECT n || note FROM stock WHERE sku = 's54' => 54note
-- after: SELECT count(*) FROM stock => 60
-- theirs
DELETE FROM stock WHERE n >= 1000;
-- theirs-is: different
