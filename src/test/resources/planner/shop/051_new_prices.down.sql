DELETE FROM billing.plans WHERE code = 'enterprise';
UPDATE billing.plans SET monthly_price = 12.00 WHERE code = 'team';
UPDATE billing.plans SET monthly_price = 29.00 WHERE code = 'pro';
