-- DROP TABLE … CASCADE takes foreign keys and views of others with it
-- base: shop
-- setup
-- forward
DROP TABLE shop.products CASCADE;
-- later
UPDATE shop.order_lines SET quantity = 77 WHERE order_id = 5 AND line_no = 0;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM shop.products => 50
-- after: SELECT quantity FROM shop.order_lines WHERE order_id = 5 AND line_no = 0 => 77
-- theirs
CREATE TABLE shop.products (
    sku text PRIMARY KEY,
    "Price €" numeric(10, 2) NOT NULL,
    name text NOT NULL,
    stock integer DEFAULT 0 NOT NULL,
    worth numeric GENERATED ALWAYS AS ("Price €" * stock) STORED,
    sold_in daterange,
    shelf int4range,
    EXCLUDE USING gist (shelf WITH &&)
);
INSERT INTO shop.products (sku, "Price €", name, stock, sold_in, shelf)
SELECT 'SKU-' || n, n + 0.99, 'Product ' || n, n % 20, daterange('2026-01-01', date '2026-01-02' + n), int4range(n * 10, n * 10 + 10)
FROM generate_series(1, 50) n;
-- theirs-is: different
