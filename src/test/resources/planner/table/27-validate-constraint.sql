-- VALIDATE CONSTRAINT of a check and of a foreign key
-- setup
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY, p_id int, v int);
INSERT INTO p SELECT generate_series(1, 50);
INSERT INTO c SELECT n, n, n FROM generate_series(1, 50) n;
ALTER TABLE c ADD CONSTRAINT c_fk FOREIGN KEY (p_id) REFERENCES p ON DELETE CASCADE NOT VALID;
ALTER TABLE c ADD CONSTRAINT c_v CHECK (v > 0) NOT VALID;
COMMENT ON CONSTRAINT c_v ON c IS 'not yet checked';
-- forward
ALTER TABLE c VALIDATE CONSTRAINT c_fk;
ALTER TABLE c VALIDATE CONSTRAINT c_v;
-- expect: proven
-- theirs
ALTER TABLE c DROP CONSTRAINT c_fk, DROP CONSTRAINT c_v;
-- theirs-is: different
