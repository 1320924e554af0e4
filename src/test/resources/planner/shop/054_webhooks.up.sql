CREATE TABLE shop.webhooks (
    id      smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    url     text NOT NULL CHECK (url LIKE 'https://%'),
    events  text[] NOT NULL DEFAULT '{}',
    headers jsonb NOT NULL DEFAULT '{}'
);
CREATE UNLOGGED TABLE shop.webhook_deliveries (
    id         bigserial PRIMARY KEY,
    webhook_id smallint NOT NULL REFERENCES shop.webhooks (id) ON DELETE CASCADE,
    payload    jsonb NOT NULL,
    tries      int NOT NULL DEFAULT 0
) WITH (autovacuum_enabled = false);
ALTER TABLE shop.webhook_deliveries ALTER COLUMN payload SET STORAGE EXTERNAL;
CREATE STATISTICS shop.webhook_deliveries_stats ON webhook_id, tries FROM shop.webhook_deliveries;
INSERT INTO shop.webhooks (url, events) VALUES ('https://example.org/hook', '{order.paid,order.shipped}');
INSERT INTO shop.webhook_deliveries (webhook_id, payload)
SELECT 1, jsonb_build_object('order', n) FROM generate_series(1, 12) n;
