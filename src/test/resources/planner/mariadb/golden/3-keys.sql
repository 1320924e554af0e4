== adds and drops keys
-- given
CREATE TABLE a (id INT PRIMARY KEY, x VARCHAR(300), y INT, t TEXT, KEY by_x (x(10), y DESC) COMMENT 'why', FULLTEXT KEY words (t));
INSERT INTO a VALUES (1, 'a', 1, 'some words'), (2, 'b', 2, NULL);
-- migration
CREATE INDEX by_y ON a (y);
CREATE UNIQUE INDEX one_y ON a (y, id) USING BTREE;
DROP INDEX by_x ON a;
ALTER TABLE a DROP KEY words, ADD FULLTEXT INDEX other (t, x);

== renames a key
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, KEY old_name (x));
INSERT INTO a VALUES (1, 1);
-- migration
ALTER TABLE a RENAME INDEX old_name TO new_name;
-- down has RENAME KEY `new_name` TO `old_name`

== hides a key
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, KEY k (x));
INSERT INTO a VALUES (1, 1);
-- migration
ALTER TABLE a ALTER INDEX k IGNORED;

== drops a unique key
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT, UNIQUE KEY k (x));
INSERT INTO a VALUES (1, 1), (2, NULL);
-- migration
DROP INDEX k ON a;
-- outcome proven

== changes the primary key
-- given
CREATE TABLE a (id INT NOT NULL, x INT NOT NULL, PRIMARY KEY (id));
INSERT INTO a VALUES (1, 1), (2, 1);
-- migration
ALTER TABLE a DROP PRIMARY KEY, ADD PRIMARY KEY (x, id), ADD UNIQUE KEY (id);

== makes columns of a new primary key mandatory
-- given
CREATE TABLE a (id INT, x INT);
INSERT INTO a VALUES (1, 1), (2, 1);
-- migration
ALTER TABLE a ADD PRIMARY KEY (id);
-- outcome proven

== adds and drops foreign keys
-- given
CREATE TABLE p (id INT PRIMARY KEY);
CREATE TABLE c (id INT PRIMARY KEY, a INT, b INT, KEY (a), CONSTRAINT c_b FOREIGN KEY (b) REFERENCES p (id) ON DELETE SET NULL ON UPDATE CASCADE);
INSERT INTO p VALUES (1), (2);
INSERT INTO c VALUES (1, 1, 2), (2, NULL, NULL);
-- migration
ALTER TABLE c ADD CONSTRAINT c_a FOREIGN KEY (a) REFERENCES p (id), DROP FOREIGN KEY c_b, DROP KEY c_b;

== adds a foreign key without a name
-- given
CREATE TABLE p (id INT PRIMARY KEY);
CREATE TABLE c (id INT PRIMARY KEY, a INT);
INSERT INTO p VALUES (1);
INSERT INTO c VALUES (1, 1);
-- migration
ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE;

== changes what a foreign key does
-- given
CREATE TABLE p (id INT PRIMARY KEY);
CREATE TABLE c (id INT PRIMARY KEY, a INT, CONSTRAINT c_a FOREIGN KEY (a) REFERENCES p (id));
INSERT INTO p VALUES (1);
INSERT INTO c VALUES (1, 1);
-- migration
ALTER TABLE c DROP FOREIGN KEY c_a;
ALTER TABLE c ADD CONSTRAINT c_a FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE;

== adds and drops checks
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT CHECK (x > 0), y INT, CONSTRAINT both_small CHECK (x + y < 10));
INSERT INTO a VALUES (1, 1, 1);
-- migration
ALTER TABLE a DROP CONSTRAINT both_small, ADD CONSTRAINT y_positive CHECK (y > 0), MODIFY x INT;
ALTER TABLE a ADD CHECK (y < 1000);

== partitions a table and takes partitions away
-- given
CREATE TABLE a (id INT, at DATE NOT NULL, x INT, PRIMARY KEY (id, at));
INSERT INTO a VALUES (1, '2019-01-01', 1), (2, '2020-05-05', 2), (3, '2021-01-01', 3);
-- migration
ALTER TABLE a PARTITION BY RANGE (YEAR(at)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN (2021), PARTITION p2 VALUES LESS THAN MAXVALUE);
ALTER TABLE a DROP PARTITION p0;
ALTER TABLE a TRUNCATE PARTITION p1;
-- outcome proven-with-salvage

== adds and reorganizes partitions
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
INSERT INTO a VALUES (1, 1), (12, 2);
-- migration
ALTER TABLE a ADD PARTITION (PARTITION p2 VALUES LESS THAN (30), PARTITION p3 VALUES LESS THAN (40));
ALTER TABLE a REORGANIZE PARTITION p0, p1 INTO (PARTITION n0 VALUES LESS THAN (5), PARTITION n1 VALUES LESS THAN (20));

== removes partitions
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT) PARTITION BY HASH (id) PARTITIONS 4;
INSERT INTO a VALUES (1, 1), (12, 2);
-- migration
ALTER TABLE a REMOVE PARTITIONING;

== exchanges a partition
-- given
CREATE TABLE a (id INT PRIMARY KEY, x INT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));
CREATE TABLE b (id INT PRIMARY KEY, x INT);
INSERT INTO a VALUES (1, 1), (12, 2);
INSERT INTO b VALUES (5, 5), (6, 6);
-- migration
ALTER TABLE a EXCHANGE PARTITION p0 WITH TABLE b;
