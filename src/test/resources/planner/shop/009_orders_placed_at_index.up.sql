CREATE INDEX CONCURRENTLY orders_placed_at_idx ON shop.orders (placed_at DESC);
