INSERT INTO billing.plans VALUES
    ('free', 'Free', 0),
    ('team', 'Team', 12.00),
    ('pro', 'Professional', 29.00);
