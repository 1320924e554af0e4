CREATE DOMAIN billing.percent AS numeric(5, 2) DEFAULT 0 CHECK (VALUE BETWEEN 0 AND 100);
ALTER TABLE billing.subscriptions ADD COLUMN discount billing.percent NOT NULL;
ALTER TABLE billing.subscriptions ALTER COLUMN status SET DEFAULT 'active';
