CREATE INDEX CONCURRENTLY orders_customer_placed_idx ON shop.orders (customer_id, placed_at DESC);
DROP INDEX CONCURRENTLY shop.orders_customer_idx;
