INSERT INTO billing.plans VALUES
    ('team', 'Team', 14.00),
    ('pro', 'Professional', 32.00),
    ('enterprise', 'Enterprise', 99.00)
ON CONFLICT (code) DO UPDATE SET monthly_price = excluded.monthly_price;
