CREATE TABLE categories (
    id   INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    slug VARCHAR(60) CHARACTER SET ascii NOT NULL UNIQUE
) ENGINE=InnoDB;
CREATE TABLE products (
    id          INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sku         VARCHAR(20) NOT NULL,
    legacy_code VARCHAR(10) NULL,
    title       VARCHAR(200) NOT NULL,
    category_id INT NULL,
    price       DECIMAL(10, 2) NOT NULL CHECK (price >= 0),
    status      ENUM('draft', 'active', 'retired') NOT NULL DEFAULT 'draft',
    UNIQUE KEY products_sku (sku),
    CONSTRAINT products_category FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE SET NULL
) ENGINE=InnoDB;
