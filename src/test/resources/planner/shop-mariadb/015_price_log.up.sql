CREATE TABLE price_log (
    id         INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id INT NOT NULL,
    old_price  DECIMAL(10, 2) NOT NULL,
    new_price  DECIMAL(10, 2) NOT NULL
) ENGINE=InnoDB;
CREATE TRIGGER products_price_log AFTER UPDATE ON products FOR EACH ROW
    INSERT INTO price_log (product_id, old_price, new_price) SELECT NEW.id, OLD.price, NEW.price WHERE OLD.price <> NEW.price;
