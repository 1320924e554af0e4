== creates a table
-- given
CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL);
INSERT INTO users (name) VALUES ('ada'), ('bob');
-- migration
CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, total DECIMAL(10,2) DEFAULT 0,
  CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
-- outcome proven-with-salvage
-- loses orders: 0
-- later
INSERT INTO orders (user_id, total) VALUES (1, 5);
-- then
SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'orders' => 0
SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_schema = 'sternway_salvage' AND table_name LIKE 'orders\_%' => 1
DELETE FROM users WHERE id = 1; SELECT COUNT(*) FROM users => 1

== leaves a table alone that was there before
-- given
CREATE TABLE settings (name VARCHAR(20) PRIMARY KEY, value TEXT);
INSERT INTO settings VALUES ('a', '1');
-- migration
CREATE TABLE IF NOT EXISTS settings (name VARCHAR(20) PRIMARY KEY, value TEXT);

== drops a table that other tables do not need
-- given
CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL UNIQUE);
CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT NULL, body TEXT, b BIT(3), blobby VARBINARY(900),
  created DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), size INT AS (CHAR_LENGTH(body)) STORED,
  KEY by_user (user_id, size), CONSTRAINT notes_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT short CHECK (CHAR_LENGTH(body) < 500)) COMMENT='all notes';
INSERT INTO users (name) VALUES ('ada'), ('bob');
INSERT INTO notes (user_id, body, b, blobby, created) VALUES (1, 'it''s a \\ "note"', b'101', 0x00FF10, '2020-01-01 10:00:00.123'),
  (2, NULL, NULL, '', '2021-01-01'), (NULL, 'ü😀', b'0', NULL, NULL);
DELETE FROM notes WHERE id = 3;
CREATE TRIGGER notes_bi BEFORE INSERT ON notes FOR EACH ROW SET NEW.body = TRIM(NEW.body);
-- migration
DROP TABLE notes;
-- outcome proven-with-salvage

== drops several tables at once
-- given
CREATE TABLE a (id INT PRIMARY KEY);
CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id));
CREATE TABLE keyless (x INT, y TEXT);
INSERT INTO a VALUES (1), (2);
INSERT INTO b VALUES (1, 1), (2, NULL);
INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (NULL, NULL);
-- migration
DROP TABLE IF EXISTS b, a, keyless, nothing;
-- outcome proven-with-salvage

== drops a parent while foreign keys are not checked
-- given
CREATE TABLE a (id INT PRIMARY KEY);
CREATE TABLE b (id INT PRIMARY KEY, a INT, CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a (id));
INSERT INTO a VALUES (1), (2);
INSERT INTO b VALUES (1, 1);
-- migration
SET FOREIGN_KEY_CHECKS = 0;
DROP TABLE a;
SET FOREIGN_KEY_CHECKS = 1;
-- outcome proven-with-salvage

== renames a table
-- given
CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50));
CREATE TABLE orders (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TRIGGER users_bi BEFORE INSERT ON users FOR EACH ROW SET NEW.name = UPPER(NEW.name);
INSERT INTO users (name) VALUES ('ada');
INSERT INTO orders VALUES (1, 1);
-- migration
RENAME TABLE users TO people;
-- outcome proven
-- down has RENAME TABLE `people` TO `users`
-- down lacks DROP TABLE
-- later
INSERT INTO people (name) VALUES ('bob');
-- then
SELECT GROUP_CONCAT(name) FROM users => ADA,BOB

== swaps two tables
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
CREATE TABLE b (id INT PRIMARY KEY, y INT);
INSERT INTO a VALUES (1, 'a');
INSERT INTO b VALUES (1, 7), (2, 8);
-- migration
RENAME TABLE a TO tmp, b TO a, tmp TO b;
-- outcome proven
-- down lacks DROP TABLE

== renames a table while altering it
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9), y INT);
INSERT INTO a VALUES (1, 'a', 5);
-- migration
ALTER TABLE a RENAME TO b, ADD COLUMN z INT, CHANGE y why BIGINT, ADD KEY (x);
-- outcome proven-with-salvage
-- loses a.z: 0

== creates a table from a query
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
CREATE TABLE b AS SELECT id, x FROM a;
-- outcome proven-with-salvage
-- loses b: 2

== replaces a table
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
CREATE OR REPLACE TABLE a (id BIGINT PRIMARY KEY, y DATE);
-- outcome proven-with-salvage
-- later
INSERT INTO a VALUES (9, '2020-01-01');
-- then
SELECT GROUP_CONCAT(id, x) FROM a => 1a,2b

== makes, fills and drops a table of its own
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
CREATE TABLE work (id INT, x VARCHAR(9));
INSERT INTO work SELECT id, CONCAT(x, x) FROM a;
UPDATE a JOIN work USING (id) SET a.x = work.x;
DROP TABLE work;
-- outcome proven-with-salvage

== uses a temporary table
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
CREATE TEMPORARY TABLE work AS SELECT id, CONCAT(x, x) AS x FROM a;
INSERT INTO work VALUES (3, 'c');
UPDATE a JOIN work USING (id) SET a.x = work.x;
DROP TEMPORARY TABLE work;
-- outcome proven-with-salvage

== changes options of a table
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9)) COMMENT='old' ROW_FORMAT=COMPACT;
INSERT INTO a (x) VALUES ('a'), ('b');
-- migration
ALTER TABLE a COMMENT='it''s new', ROW_FORMAT=DYNAMIC, AUTO_INCREMENT=1000, STATS_PERSISTENT=0;
-- outcome proven
-- later
INSERT INTO a (x) VALUES ('c');
-- then
SELECT MAX(id) FROM a => 1000

== converts a table to another character set
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9), y TEXT CHARACTER SET ascii, z CHAR(3) COLLATE latin1_bin) DEFAULT CHARSET=latin1;
INSERT INTO a VALUES (1, 'müß', 'plain', 'x'), (2, NULL, NULL, '');
-- migration
ALTER TABLE a CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

== changes only the default character set of a table
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9)) DEFAULT CHARSET=latin1;
INSERT INTO a VALUES (1, 'müß');
-- migration
ALTER TABLE a DEFAULT CHARACTER SET utf8mb4, ADD COLUMN y VARCHAR(9);
-- outcome proven-with-salvage

== empties a table
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a (x) VALUES ('a'), ('b'), ('c');
DELETE FROM a WHERE id = 3;
-- migration
TRUNCATE TABLE a;
-- outcome proven-with-salvage
-- later
INSERT INTO a (x) VALUES ('later');
INSERT INTO a VALUES (77, 'latest');
-- then
SELECT GROUP_CONCAT(id, x ORDER BY id) FROM a => 1a,2b,77latest

== changes the engine
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a (x) VALUES ('a'), ('b'), ('c');
-- migration
ALTER TABLE a ENGINE=MyISAM;

== rebuilds and looks after a table
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a (x) VALUES ('a');
-- migration
OPTIMIZE TABLE a;
ANALYZE TABLE a;
ALTER TABLE a FORCE;
ALTER TABLE a ENGINE=InnoDB;
