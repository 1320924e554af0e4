-- Step 4: parcels are packed window by window.
CREATE INDEX orders_delivery_window_idx ON orders (delivery_window);
