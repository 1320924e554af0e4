-- CREATE TABLE twice, in a circle of foreign keys, one to itself
-- setup
CREATE TABLE country (code char(2) PRIMARY KEY);
INSERT INTO country VALUES ('de'), ('fr');
-- forward
CREATE TABLE team (id int PRIMARY KEY, lead int, country char(2) REFERENCES country);
CREATE TABLE member (id int PRIMARY KEY, team int REFERENCES team, buddy int REFERENCES member);
ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES member DEFERRABLE INITIALLY DEFERRED;
-- later
BEGIN;
INSERT INTO team VALUES (1, 7, 'de');
INSERT INTO member VALUES (7, 1, 7);
COMMIT;
-- expect: proven-with-salvage
-- after: SELECT count(*) FROM country => 2
-- theirs
DROP TABLE team;
DROP TABLE member;
-- theirs-is: error
