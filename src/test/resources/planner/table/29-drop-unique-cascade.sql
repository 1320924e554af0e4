-- DROP CONSTRAINT … CASCADE of a unique key that foreign keys need
-- setup
CREATE TABLE p (id int PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE c (id int PRIMARY KEY, code text REFERENCES p (code) MATCH FULL ON UPDATE CASCADE NOT DEFERRABLE);
INSERT INTO p SELECT n, 'c' || n FROM generate_series(1, 30) n;
INSERT INTO c SELECT n, 'c' || n FROM generate_series(1, 30) n;
ALTER TABLE p REPLICA IDENTITY USING INDEX p_code_key;
-- forward
ALTER TABLE p DROP CONSTRAINT p_code_key CASCADE;
-- expect: proven
-- theirs
ALTER TABLE p ADD UNIQUE (code);
ALTER TABLE c ADD FOREIGN KEY (code) REFERENCES p (code) ON UPDATE CASCADE;
-- theirs-is: different
