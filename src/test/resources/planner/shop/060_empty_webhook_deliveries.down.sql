-- the deliveries were noise anyway
ALTER TABLE shop.webhook_deliveries SET (autovacuum_enabled = false);
ALTER TABLE shop.webhook_deliveries SET UNLOGGED;
