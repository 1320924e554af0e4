ALTER TABLE shop.customers ADD COLUMN loyalty_points int NOT NULL DEFAULT 0;
