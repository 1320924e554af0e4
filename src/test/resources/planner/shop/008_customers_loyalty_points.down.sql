ALTER TABLE shop.customers DROP COLUMN loyalty_points;
