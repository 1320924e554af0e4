ALTER TABLE products MODIFY title VARCHAR(500) NOT NULL COMMENT 'shown in the shop';
