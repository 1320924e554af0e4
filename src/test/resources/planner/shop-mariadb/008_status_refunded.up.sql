ALTER TABLE orders MODIFY status ENUM('new', 'paid', 'shipped', 'refunded', 'cancelled') NOT NULL DEFAULT 'new';
