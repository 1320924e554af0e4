ALTER TABLE orders DROP CONSTRAINT orders_total_check;
CREATE TABLE price_log (
    id         INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id INT NOT NULL,
    old_price  DECIMAL(10, 2) NOT NULL,
    new_price  DECIMAL(10, 2) NOT NULL
) ENGINE=InnoDB;
