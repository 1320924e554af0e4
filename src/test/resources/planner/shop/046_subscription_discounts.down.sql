ALTER TABLE billing.subscriptions ALTER COLUMN status SET DEFAULT 'trial';
ALTER TABLE billing.subscriptions DROP COLUMN discount;
DROP DOMAIN billing.percent;
