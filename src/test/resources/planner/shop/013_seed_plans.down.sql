DELETE FROM billing.plans WHERE code IN ('free', 'team', 'pro');
