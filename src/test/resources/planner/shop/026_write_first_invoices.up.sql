INSERT INTO billing.invoices (issued_on, order_id, amount)
SELECT placed_at::date, id, total FROM shop.orders WHERE status IN ('paid', 'shipped') ORDER BY id;
