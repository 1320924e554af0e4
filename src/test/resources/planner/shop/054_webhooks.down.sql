DROP TABLE shop.webhook_deliveries;
DROP TABLE shop.webhooks;
