== inserts rows
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a (x) VALUES ('a'), ('b');
-- migration
INSERT INTO a (x) VALUES ('c'), ('d');
INSERT INTO a (x) SELECT CONCAT(x, x) FROM a WHERE x = 'a';
-- outcome proven-with-salvage
-- later
INSERT INTO a (x) VALUES ('mine');
UPDATE a SET x = 'edited' WHERE x = 'c';
-- then
SELECT GROUP_CONCAT(x ORDER BY id) FROM a => a,b,mine
SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_schema = 'sternway_salvage' AND table_name LIKE 'a\_changed\_%' => 1

== updates rows, but keeps what users changed since
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9), y INT, at TIMESTAMP NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP);
INSERT INTO a VALUES (1, 'a', 1, '2020-01-01'), (2, 'b', 2, '2020-01-01'), (3, NULL, NULL, NULL), (4, 'd', 4, '2020-01-01');
-- migration
UPDATE a SET x = UPPER(x), y = y + 10 WHERE id <> 4;
UPDATE a SET x = COALESCE(x, '-');
-- outcome proven-with-salvage
-- later
UPDATE a SET x = 'user', at = '2025-01-01' WHERE id = 2;
UPDATE a SET x = 'a', at = '2025-01-01' WHERE id = 1;
-- then
SELECT GROUP_CONCAT(id, IFNULL(x, 'null'), IFNULL(y, 'null') ORDER BY id) FROM a => 1a1,2user2,3nullnull,4d4

== tells a changed case from the migration's value
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
UPDATE a SET x = 'new';
-- outcome proven-with-salvage
-- later
UPDATE a SET x = 'NEW' WHERE id = 2;
-- then
SELECT GROUP_CONCAT(x ORDER BY id) FROM a => a,NEW

== updates with joins, limits and in a certain order
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, u INT UNIQUE);
CREATE TABLE b (id INT PRIMARY KEY, a INT, n INT);
INSERT INTO a VALUES (1, 0, 1), (2, 0, 2), (3, 0, 3);
INSERT INTO b VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30);
-- migration
UPDATE a JOIN b ON b.a = a.id SET a.x = a.x + b.n, b.n = 0;
UPDATE a SET u = u + 1 ORDER BY u DESC LIMIT 2;
-- outcome proven-with-salvage

== changes keys
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b'), (3, 'c');
-- migration
UPDATE a SET id = id + 1 ORDER BY id DESC;
-- outcome proven-with-salvage

== deletes rows, children and grandchildren
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9));
CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE);
CREATE TABLE c (id INT PRIMARY KEY, b INT, d INT, FOREIGN KEY (b) REFERENCES b (id) ON DELETE SET NULL);
CREATE TABLE d (id INT PRIMARY KEY, b INT, a INT, FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE, FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE);
INSERT INTO a VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO b VALUES (1, 1), (2, 1), (3, 2);
INSERT INTO c VALUES (1, 1, 5), (2, 2, 6), (3, 3, 7), (4, NULL, 8);
INSERT INTO d VALUES (1, 1, 1), (2, 3, 1), (3, 3, 3);
-- migration
DELETE FROM a WHERE id = 1;
DELETE b FROM b JOIN a ON a.id = b.a WHERE a.x = 'b';
-- outcome proven-with-salvage
-- later
INSERT INTO a VALUES (1, 'again');
UPDATE c SET b = NULL, d = 50 WHERE id = 1;
-- then
SELECT GROUP_CONCAT(id, x ORDER BY id) FROM a => 1again,2b,3c
SELECT GROUP_CONCAT(id, ':', IFNULL(b, 'null'), ':', d ORDER BY id) FROM c => 1:1:50,2:2:6,3:3:7,4:null:8

== replaces rows and inserts on duplicates
-- given
CREATE TABLE a (id INT PRIMARY KEY, u VARCHAR(9) UNIQUE, n INT DEFAULT 0);
CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE);
INSERT INTO a VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);
INSERT INTO b VALUES (1, 1), (2, 3);
-- migration
REPLACE INTO a VALUES (1, 'b', 9);
INSERT INTO a VALUES (3, 'z', 1), (4, 'd', 4) ON DUPLICATE KEY UPDATE n = n + 100;
INSERT IGNORE INTO a VALUES (3, 'q', 1), (5, 'e', 5);
-- outcome proven-with-salvage
-- later
INSERT INTO b VALUES (3, 1);
-- then
SELECT GROUP_CONCAT(id, u, n ORDER BY id) FROM a => 1a1,2b2,3c3

== keeps what triggers write
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9), changes INT DEFAULT 0);
CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(90));
CREATE TABLE total (n INT PRIMARY KEY, rows_now INT);
INSERT INTO total VALUES (1, 0);
DELIMITER //
CREATE TRIGGER a_bu BEFORE UPDATE ON a FOR EACH ROW SET NEW.changes = OLD.changes + 1//
CREATE TRIGGER a_au AFTER UPDATE ON a FOR EACH ROW INSERT INTO log (what) VALUES (CONCAT(OLD.x, ' to ', NEW.x))//
CREATE TRIGGER a_ai AFTER INSERT ON a FOR EACH ROW BEGIN
  UPDATE total SET rows_now = rows_now + 1;
  INSERT INTO log (what) VALUES (NEW.x);
END//
DELIMITER ;
INSERT INTO a (x) VALUES ('a'), ('b');
-- migration
UPDATE a SET x = 'c' WHERE x = 'a';
INSERT INTO a (x) VALUES ('new');
-- outcome proven-with-salvage
-- later
SELECT 1;
-- then
INSERT INTO a (x) VALUES ('z'); SELECT CONCAT(rows_now, (SELECT GROUP_CONCAT(what ORDER BY id) FROM log)) FROM total => 3a,b,z

== calls a procedure and a function that write
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(90));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
DELIMITER //
CREATE PROCEDURE shout() BEGIN
  UPDATE a SET x = UPPER(x);
  DELETE FROM a WHERE id = 2;
END//
CREATE FUNCTION noted(t VARCHAR(90)) RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO log (what) VALUES (t); RETURN 1; END//
DELIMITER ;
-- migration
CALL shout();
SELECT noted(x) FROM a;
DO noted('done');
BEGIN NOT ATOMIC
  DECLARE i INT DEFAULT 0;
  WHILE i < 3 DO INSERT INTO log (what) VALUES (i); SET i = i + 1; END WHILE;
END;
-- outcome proven-with-salvage

== calls a procedure that changes tables
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
DELIMITER //
CREATE PROCEDURE add_if_missing() BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'a' AND column_name = 'y') THEN
    ALTER TABLE a ADD COLUMN y INT;
  END IF;
END//
DELIMITER ;
CALL add_if_missing();
DROP PROCEDURE add_if_missing;
-- outcome proven-with-salvage

== refuses a procedure that drops a column
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
CREATE PROCEDURE away() ALTER TABLE a DROP COLUMN x;
CALL away();
-- outcome refused
-- reason cannot be read

== runs statements that it builds
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
SET @sql = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'a' AND column_name = 'y') = 0,
  'ALTER TABLE a DROP COLUMN x, ADD COLUMN y INT', 'SELECT 1');
PREPARE stmt FROM @sql;
EXECUTE stmt;
DEALLOCATE PREPARE stmt;
EXECUTE IMMEDIATE CONCAT('UPDATE a SET y = ', 5);
-- outcome proven-with-salvage

== refuses procedures that build statements
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
CREATE PROCEDURE p() EXECUTE IMMEDIATE CONCAT('UPDATE a SET x = ', '1');
-- migration
CALL p();
-- outcome refused
-- reason builds statements at run time

== writes through a view
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
CREATE VIEW v AS SELECT id, x FROM a WHERE id < 10;
-- migration
UPDATE v SET x = 'v' WHERE id = 1;
INSERT INTO v VALUES (3, 'c');
DELETE FROM v WHERE id = 2;
-- outcome proven-with-salvage

== handles values of every type
-- given
CREATE TABLE a (id VARBINARY(16) PRIMARY KEY, f FLOAT, d DOUBLE, b BIT(7), bl BLOB, t TIME(3), y YEAR, s SET('a','b','c'), j JSON,
  g POINT, u UUID, i INET6, dt DATETIME(6), ts TIMESTAMP(6) NULL, de DECIMAL(30,10), c CHAR(5), big VARCHAR(5000), gen INT AS (de * 2) STORED);
INSERT INTO a (id, f, d, b, bl, t, y, s, j, g, u, i, dt, ts, de, c, big) VALUES
  (0x01, 0.1, 0.1, b'1010101', 0x00FF, '-12:13:14.567', 2020, 'a,c', '{"k": 1}', POINT(1, 2), '123e4567-e89b-12d3-a456-426655440000', '::1', '2020-01-01 01:02:03.456789', '2020-01-01 01:02:03.456789', 1234567.0123456789, 'x', REPEAT('ä', 3000)),
  (0x02, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- migration
UPDATE a SET f = f * 3, d = d * 3, b = b'1', bl = 0x01, t = '00:00:00', y = 1999, s = 'b', j = '[]', g = POINT(3, 4),
  u = '00000000-e89b-12d3-a456-426655440000', i = '::2', dt = '1999-01-01', ts = '1999-01-01', de = 1, c = 'y ', big = 'small';
DELETE FROM a WHERE id = 0x02;
-- outcome proven-with-salvage

== refuses rows without a key
-- given
CREATE TABLE a (x INT, y INT);
INSERT INTO a VALUES (1, 1);
-- migration
UPDATE a SET y = 2;
-- outcome refused
-- reason a primary key

== refuses rows of an engine without transactions
-- given
CREATE TABLE a (id INT PRIMARY KEY, y INT) ENGINE=MyISAM;
INSERT INTO a VALUES (1, 1);
-- migration
UPDATE a SET y = 2;
-- outcome refused
-- reason ENGINE=InnoDB

== refuses to follow changed keys
-- given
CREATE TABLE a (id INT PRIMARY KEY);
CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id) ON UPDATE CASCADE);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1, 1);
-- migration
UPDATE a SET id = 5;
-- outcome refused
-- reason a key changes that rows of b follow

== updates beside foreign keys that follow
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id) ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO a VALUES (1, 1);
INSERT INTO b VALUES (1, 1);
-- migration
UPDATE a SET x = 5;
DELETE FROM a;
-- outcome proven-with-salvage

== refuses versioned tables
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT) WITH SYSTEM VERSIONING;
INSERT INTO a VALUES (1, 1);
-- migration
UPDATE a SET x = 5;
-- outcome refused
-- reason versions

== leaves the script's transactions out
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
INSERT INTO a VALUES (1, 1);
-- migration
START TRANSACTION;
UPDATE a SET x = 5;
INSERT INTO a VALUES (2, 2);
COMMIT;
LOCK TABLES a WRITE;
UPDATE a SET x = 6;
UNLOCK TABLES;
-- outcome proven-with-salvage

== refuses a script that rolls back
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
-- migration
START TRANSACTION;
INSERT INTO a VALUES (2, 2);
ROLLBACK;
-- outcome refused
-- reason rolls back by itself

== changes nothing
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
-- migration
-- only a comment
SELECT COUNT(*) FROM a;
SET @x = 1;
SHOW TABLES;
-- outcome proven

== refuses what reaches beyond the schema
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
-- migration
GRANT SELECT ON *.* TO 'nobody'@'%';
SET GLOBAL max_connections = 5;
INSERT INTO mysql.time_zone VALUES (1, 'N');
-- outcome refused
-- reason acts on the whole server
-- reason names the schema mysql

== refuses what it does not know
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
-- migration
XA START 'x';
-- outcome refused
-- reason is not known to Sternway

== says where a migration fails
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
INSERT INTO a VALUES (1, 1);
-- migration
ALTER TABLE a ADD COLUMN y INT;
UPDATE a SET y = 5;
INSERT INTO a VALUES (1, 1, 1);
-- outcome failed-forward
-- reason line 3
