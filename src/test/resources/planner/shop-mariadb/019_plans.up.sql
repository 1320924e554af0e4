CREATE TABLE plans (
    code  VARCHAR(20) NOT NULL PRIMARY KEY,
    price DECIMAL(8, 2) NOT NULL
) ENGINE=InnoDB;
INSERT INTO plans VALUES ('team', 12.00), ('pro', 29.00)
ON DUPLICATE KEY UPDATE price = VALUES(price);
RENAME TABLE order_items TO order_lines;
CREATE OR REPLACE VIEW order_totals AS
SELECT o.id AS order_id, o.customer_id, o.status, SUM(i.quantity * i.unit_price) AS total
FROM orders o JOIN order_lines i ON i.order_id = o.id
GROUP BY o.id, o.customer_id, o.status;
