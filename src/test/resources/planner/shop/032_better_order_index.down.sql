DROP INDEX CONCURRENTLY shop.orders_customer_placed_idx;
