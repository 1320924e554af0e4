-- DROP CONSTRAINT that was NOT VALID, over rows that break it
-- setup
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY, p_id int);
INSERT INTO c SELECT n, n FROM generate_series(1, 20) n;
ALTER TABLE c ADD CONSTRAINT c_fk FOREIGN KEY (p_id) REFERENCES p NOT VALID;
ALTER TABLE c ADD CONSTRAINT c_ck CHECK (p_id > 5) NOT VALID;
-- forward
ALTER TABLE c DROP CONSTRAINT c_fk, DROP CONSTRAINT c_ck;
-- expect: proven
-- theirs
ALTER TABLE c ADD CONSTRAINT c_fk FOREIGN KEY (p_id) REFERENCES p;
-- theirs-is: error
