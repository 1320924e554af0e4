== renames a column
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9) DEFAULT 'q', y INT, KEY by_x (x, y), CONSTRAINT small CHECK (y < 100), z INT AS (y * 2) STORED);
INSERT INTO a (id, x, y) VALUES (1, 'a', 1), (2, NULL, NULL);
-- migration
ALTER TABLE a RENAME COLUMN x TO xx;
-- down has RENAME COLUMN `xx` TO `x`
-- down lacks DROP COLUMN
-- later
UPDATE a SET xx = 'later' WHERE id = 2;
-- then
SELECT GROUP_CONCAT(x ORDER BY id) FROM a => a,later

== renames and changes a column in one
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9) NOT NULL, y INT, KEY by_x (x, y));
INSERT INTO a (id, x, y) VALUES (1, 'a', 1), (2, '007', NULL);
-- migration
ALTER TABLE a CHANGE COLUMN x number VARCHAR(40) NULL COMMENT 'wider' AFTER y;
-- down has RENAME COLUMN `number` TO `x`
-- down lacks DROP COLUMN
-- later
UPDATE a SET number = 'later' WHERE id = 2;
-- then
SELECT GROUP_CONCAT(x ORDER BY id) FROM a => a,later

== swaps two columns' names
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9), y INT, KEY (x));
INSERT INTO a VALUES (1, 'a', 1), (2, 'b', NULL);
-- migration
ALTER TABLE a RENAME COLUMN x TO y, RENAME COLUMN y TO x;
-- down lacks DROP COLUMN

== renames a column that foreign keys use on both sides
-- given
CREATE TABLE p (id INT PRIMARY KEY, n INT UNIQUE);
CREATE TABLE c (id INT PRIMARY KEY, pid INT, up INT, CONSTRAINT c_p FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE,
  CONSTRAINT c_up FOREIGN KEY (up) REFERENCES c (id));
INSERT INTO p VALUES (1, 1);
INSERT INTO c VALUES (1, 1, NULL), (2, 1, 1);
-- migration
ALTER TABLE p RENAME COLUMN id TO pk;
ALTER TABLE c RENAME COLUMN pid TO parent_pk, RENAME COLUMN id TO cid;
-- down lacks DROP

== adds columns of every kind
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a (x) VALUES ('a'), ('b');
-- migration
ALTER TABLE a ADD COLUMN n INT NOT NULL DEFAULT 7 FIRST, ADD c VARCHAR(20) CHARACTER SET latin1 AFTER id,
  ADD COLUMN g VARCHAR(30) AS (UPPER(x)) STORED, ADD COLUMN v INT AS (id + 1) VIRTUAL, ADD (q DATE, r JSON),
  ADD COLUMN ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, ADD COLUMN u INET6 DEFAULT '::1',
  ADD COLUMN secret INT INVISIBLE;
-- outcome proven-with-salvage
-- loses a.n: 2
-- loses a.c: 0
-- later
UPDATE a SET c = 'later' WHERE id = 1;
-- then
SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_schema = 'sternway_salvage' AND table_name LIKE 'a\_c\_%' => 1

== adds a counting primary key
-- given
CREATE TABLE a (x VARCHAR(9), y INT);
INSERT INTO a VALUES ('a', 1), ('a', 1), (NULL, NULL);
-- migration
ALTER TABLE a ADD COLUMN id INT AUTO_INCREMENT PRIMARY KEY FIRST;
-- outcome proven-with-salvage

== drops columns with their values, keys and place
-- given
CREATE TABLE p (id INT PRIMARY KEY);
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(50) NOT NULL, p INT NULL, last DATETIME NOT NULL,
  doc JSON NOT NULL, f FLOAT, b BLOB, g INT AS (id * 2) VIRTUAL, kind ENUM('x','y') NOT NULL DEFAULT 'y',
  UNIQUE KEY by_email (email), KEY mixed (p, kind), CONSTRAINT a_p FOREIGN KEY (p) REFERENCES p (id));
INSERT INTO p VALUES (1), (2);
INSERT INTO a (email, p, last, doc, f, b, kind) VALUES ('a@x', 1, '2020-01-01', '{"a":1}', 0.1, 0xFF00, 'x'),
  ('B@X', 2, '2021-02-03 04:05:06', '[]', NULL, NULL, 'y'), ('c@x', NULL, '2021-02-03', '1', 1e20, '', 'x');
-- migration
ALTER TABLE a DROP FOREIGN KEY a_p, DROP COLUMN email, DROP p, DROP COLUMN last, DROP COLUMN IF EXISTS doc, DROP f, DROP b, DROP g, DROP kind;
-- outcome proven-with-salvage
-- later
INSERT INTO a VALUES ();
DELETE FROM a WHERE id = 2;
-- then
SELECT GROUP_CONCAT(id, ':', email, ':', IFNULL(f, 'none') ORDER BY id SEPARATOR ' ') FROM a => 1:a@x:0.1 3:c@x:1e20 4::none

== drops a column of a table without a key
-- given
CREATE TABLE a (x INT, y INT);
INSERT INTO a VALUES (1, 1), (1, 2);
-- migration
ALTER TABLE a DROP COLUMN y;
-- outcome refused
-- reason a primary key

== drops a computed column
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, y INT AS (x + 1) STORED, KEY (y));
INSERT INTO a (id, x) VALUES (1, 1), (2, NULL);
-- migration
ALTER TABLE a DROP COLUMN y;
-- outcome proven

== replaces a column by another of the same name
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(20), z INT);
INSERT INTO a VALUES (1, 'not a number', 1), (2, NULL, 2);
-- migration
ALTER TABLE a DROP COLUMN x, ADD COLUMN x INT NOT NULL DEFAULT 5;
-- outcome proven-with-salvage
-- later
UPDATE a SET x = 9 WHERE id = 2;
-- then
SELECT GROUP_CONCAT(id, ':', IFNULL(x, 'null') ORDER BY id) FROM a => 1:not a number,2:null
SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_schema = 'sternway_salvage' AND table_name LIKE 'a\_x\_%' => 1

== drops the key column itself
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, code VARCHAR(9) NOT NULL, UNIQUE KEY (code));
INSERT INTO a (id, code) VALUES (7, 'a'), (3, 'b'), (12, 'c');
-- migration
ALTER TABLE a DROP COLUMN id;
-- outcome proven-with-salvage

== widens columns
-- given
CREATE TABLE a (id INT PRIMARY KEY, i INT, v VARCHAR(9), d DECIMAL(6,2), e ENUM('x','y'), t TEXT, s SMALLINT UNSIGNED, ts DATETIME);
INSERT INTO a VALUES (1, 5, 'abc', 12.34, 'y', 'text', 65535, '2020-01-01 10:00:00'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- migration
ALTER TABLE a MODIFY i BIGINT, MODIFY v VARCHAR(200), MODIFY d DECIMAL(10,4), MODIFY e ENUM('w','x','y','z'),
  MODIFY t LONGTEXT, MODIFY s INT NOT NULL DEFAULT 3, MODIFY ts DATETIME(6);
-- outcome failed-forward
-- reason Data truncated for column 's'

== widens columns without touching empty values
-- given
CREATE TABLE a (id INT PRIMARY KEY, i INT, v VARCHAR(9), d DECIMAL(6,2), e ENUM('x','y'), t TEXT, s SMALLINT UNSIGNED, ts DATETIME);
INSERT INTO a VALUES (1, 5, 'abc', 12.34, 'y', 'text', 65535, '2020-01-01 10:00:00'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- migration
ALTER TABLE a MODIFY i BIGINT, MODIFY v VARCHAR(200), MODIFY d DECIMAL(10,4), MODIFY e ENUM('w','x','y','z'),
  MODIFY t LONGTEXT, MODIFY s INT, MODIFY ts DATETIME(6);
-- outcome proven-with-salvage
-- down lacks DROP COLUMN
-- later
UPDATE a SET d = 1.2345, ts = '2021-01-01 10:00:00.654321' WHERE id = 2;
-- then
SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_schema = 'sternway_salvage' AND table_name LIKE 'a\_ts\_%' => 1
SELECT CONCAT(d, ' ', ts) FROM a WHERE id = 2 => 1.23 2021-01-01 10:00:00

== says so when a later value no longer fits
-- given
CREATE TABLE a (id INT PRIMARY KEY, i INT);
INSERT INTO a VALUES (1, 5);
-- migration
ALTER TABLE a MODIFY i BIGINT;
-- outcome proven
-- down has MODIFY COLUMN `i` int(11) DEFAULT NULL

== converts a column and loses on the way
-- given
CREATE TABLE a (id INT PRIMARY KEY, code VARCHAR(9), at DATETIME, price DECIMAL(8,3), d DOUBLE, KEY (code));
INSERT INTO a VALUES (1, '007', '2020-01-01 10:11:12', 1.005, 0.1), (2, '7', '2021-01-01', 2, 1e10), (3, NULL, NULL, NULL, NULL);
-- migration
ALTER TABLE a MODIFY code INT, MODIFY at DATE, MODIFY price DECIMAL(8,1), MODIFY d FLOAT;
-- outcome proven-with-salvage
-- later
UPDATE a SET code = 8 WHERE id = 2;
INSERT INTO a VALUES (4, 12, '2022-02-02', 3.1, 5);
-- then
SELECT GROUP_CONCAT(id, ':', IFNULL(code, 'null') ORDER BY id) FROM a => 1:007,2:8,3:null,4:12
SELECT CONCAT(at, ' ', price, ' ', d) FROM a WHERE id = 1 => 2020-01-01 10:11:12 1.005 0.1

== converts while renaming
-- given
CREATE TABLE a (id INT PRIMARY KEY, code VARCHAR(9), n INT);
INSERT INTO a VALUES (1, '007', 1), (2, '7', 2);
-- migration
ALTER TABLE a CHANGE code number INT NULL, CHANGE n m INT;
-- outcome proven-with-salvage
-- down lacks DROP COLUMN

== forbids empty values
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, 'b');
-- migration
ALTER TABLE a MODIFY x VARCHAR(9) NOT NULL;
-- outcome proven-with-salvage

== fills and then forbids empty values
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'a'), (2, NULL);
-- migration
UPDATE a SET x = 'none' WHERE x IS NULL;
ALTER TABLE a MODIFY x VARCHAR(9) NOT NULL DEFAULT 'none';
-- outcome proven-with-salvage
-- later
INSERT INTO a (id) VALUES (3);
-- then
SELECT GROUP_CONCAT(id, ':', IFNULL(x, 'null') ORDER BY id) FROM a => 1:a,2:null,3:none

== forbids empty values in a session that converts them
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9), n INT);
INSERT INTO a VALUES (1, 'a', 1), (2, NULL, NULL);
-- migration
SET sql_mode = '';
ALTER TABLE a MODIFY x VARCHAR(9) NOT NULL, MODIFY n INT NOT NULL;
-- outcome proven-with-salvage
-- later
UPDATE a SET x = 'later' WHERE id = 2;
-- then
SELECT GROUP_CONCAT(id, ':', IFNULL(x, 'null'), ':', IFNULL(n, 'null') ORDER BY id) FROM a => 1:a:1,2:later:null

== allows empty values
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9) NOT NULL DEFAULT 'q');
INSERT INTO a VALUES (1, 'a');
-- migration
ALTER TABLE a MODIFY x VARCHAR(9) NULL;

== sets and drops defaults
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9) DEFAULT 'it''s', y INT, z TIMESTAMP DEFAULT CURRENT_TIMESTAMP, w INT DEFAULT (1 + 2));
INSERT INTO a (id) VALUES (1);
-- migration
ALTER TABLE a ALTER x SET DEFAULT 'new', ALTER COLUMN y SET DEFAULT (3 * 4), ALTER z DROP DEFAULT, ALTER w DROP DEFAULT;

== moves columns
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9) DEFAULT 'q', y INT, z INT);
INSERT INTO a VALUES (1, 'a', 2, 3);
-- migration
ALTER TABLE a MODIFY z INT FIRST, MODIFY x VARCHAR(9) DEFAULT 'q' AFTER y;

== comments a column
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9) COMMENT 'old''s');
INSERT INTO a VALUES (1, 'a');
-- migration
ALTER TABLE a MODIFY x VARCHAR(9) COMMENT 'new; `x` -- "y"';

== changes a collation
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9) COLLATE utf8mb4_bin, KEY (x));
INSERT INTO a VALUES (1, 'a'), (2, 'A');
-- migration
ALTER TABLE a MODIFY x VARCHAR(9) COLLATE utf8mb4_unicode_ci;
-- outcome proven

== narrows a character set
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(9));
INSERT INTO a VALUES (1, 'müß'), (2, '😀');
-- migration
SET sql_mode = '';
ALTER TABLE a MODIFY x VARCHAR(9) CHARACTER SET latin1;
-- outcome proven-with-salvage

== changes how a column is computed
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, y INT AS (x + 1) STORED, z INT AS (x) VIRTUAL);
INSERT INTO a (id, x) VALUES (1, 5);
-- migration
ALTER TABLE a MODIFY y INT AS (x + 2) STORED;
ALTER TABLE a DROP COLUMN z, ADD COLUMN z INT AS (x * 3) STORED;

== makes a computed column a written one
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, y INT AS (x + 1) STORED);
INSERT INTO a (id, x) VALUES (1, 5);
-- migration
ALTER TABLE a MODIFY y INT;
-- outcome proven-with-salvage

== starts to count
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT);
INSERT INTO a VALUES (4, 5);
-- migration
ALTER TABLE a MODIFY id INT AUTO_INCREMENT;

== stops to count
-- given
CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, x INT);
INSERT INTO a VALUES (4, 5), (9, 9);
DELETE FROM a WHERE id = 9;
-- migration
ALTER TABLE a MODIFY id BIGINT NOT NULL;

== widens keys on both sides of a foreign key
-- given
CREATE TABLE p (id INT AUTO_INCREMENT PRIMARY KEY);
CREATE TABLE c (id INT PRIMARY KEY, pid INT NOT NULL, CONSTRAINT c_p FOREIGN KEY (pid) REFERENCES p (id));
INSERT INTO p VALUES (1);
INSERT INTO c VALUES (1, 1);
-- migration
SET FOREIGN_KEY_CHECKS = 0;
ALTER TABLE c DROP FOREIGN KEY c_p;
ALTER TABLE p MODIFY id BIGINT AUTO_INCREMENT;
ALTER TABLE c MODIFY pid BIGINT NOT NULL, ADD CONSTRAINT c_p FOREIGN KEY (pid) REFERENCES p (id);
SET FOREIGN_KEY_CHECKS = 1;
-- outcome proven

== gives values back without waking triggers or clocks
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, at TIMESTAMP(3) DEFAULT '2020-01-01' ON UPDATE CURRENT_TIMESTAMP(3), changes INT DEFAULT 0);
CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what INT);
CREATE TRIGGER a_bu BEFORE UPDATE ON a FOR EACH ROW SET NEW.changes = OLD.changes + 1;
CREATE TRIGGER a_au AFTER UPDATE ON a FOR EACH ROW INSERT INTO log (what) VALUES (NEW.id);
CREATE TRIGGER a_au2 AFTER UPDATE ON a FOR EACH ROW SET @sum = NEW.changes;
INSERT INTO a (id, x) VALUES (1, 5), (2, 6);
-- migration
ALTER TABLE a DROP COLUMN x;
-- outcome proven-with-salvage
