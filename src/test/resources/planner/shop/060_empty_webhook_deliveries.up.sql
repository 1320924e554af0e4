TRUNCATE shop.webhook_deliveries RESTART IDENTITY;
ALTER TABLE shop.webhook_deliveries SET LOGGED;
ALTER TABLE shop.webhook_deliveries RESET (autovacuum_enabled);
