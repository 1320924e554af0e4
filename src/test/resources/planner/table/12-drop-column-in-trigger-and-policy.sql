-- DROP COLUMN … CASCADE drops a policy and a trigger that name it
-- setup
CREATE TABLE t (id int PRIMARY KEY, owner text, v int);
INSERT INTO t SELECT n, 'o' || n % 4, n FROM generate_series(1, 40) n;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF owner, v ON t FOR EACH ROW WHEN (old.owner IS DISTINCT FROM new.owner) EXECUTE FUNCTION f();
ALTER TABLE t ENABLE ALWAYS TRIGGER tr;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY po ON t USING (owner = current_user);
CREATE STATISTICS st ON owner, v FROM t;
-- forward
ALTER TABLE t DROP COLUMN owner CASCADE;
-- expect: proven-with-salvage
-- after: SELECT tgenabled FROM pg_trigger WHERE tgname = 'tr' => A
