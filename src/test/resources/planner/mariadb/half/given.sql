CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL, email VARCHAR(80), born DATETIME, UNIQUE KEY (email));
CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT, total DECIMAL(8,2) NOT NULL DEFAULT 0,
  KEY by_total (total), CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE old_log (id INT AUTO_INCREMENT PRIMARY KEY, line VARCHAR(90));
CREATE TABLE old_keyless (line VARCHAR(90));
CREATE TABLE cache (k VARCHAR(20) PRIMARY KEY, v TEXT);
CREATE VIEW totals AS SELECT user_id, SUM(total) AS total FROM orders GROUP BY user_id;
CREATE TRIGGER orders_ai AFTER INSERT ON orders FOR EACH ROW INSERT INTO old_log (line) VALUES (CONCAT('order ', NEW.id));
INSERT INTO users (name, email, born) VALUES ('ada', 'ada@x', '1815-12-10 07:00:00'), ('bob', NULL, NULL), ('cy', 'cy@x', '2001-02-03 04:05:06');
INSERT INTO orders (user_id, total) VALUES (1, 10.5), (1, 20), (2, 5), (3, 1);
INSERT INTO old_keyless VALUES ('a'), ('a'), (NULL);
INSERT INTO cache VALUES ('x', 'y'), ('z', NULL);
