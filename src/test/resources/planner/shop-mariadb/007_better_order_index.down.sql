DROP INDEX orders_customer_placed_idx ON orders;
