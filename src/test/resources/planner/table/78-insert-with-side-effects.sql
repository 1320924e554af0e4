-- INSERT whose trigger writes a ledger and counts
-- setup
CREATE TABLE account (id int PRIMARY KEY, balance numeric NOT NULL DEFAULT 0);
CREATE TABLE booking (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account int REFERENCES account, amount numeric);
CREATE FUNCTION book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE account SET balance = balance + new.amount WHERE id = new.account;
    RETURN new;
END $$;
INSERT INTO account SELECT n, n FROM generate_series(1, 20) n;
CREATE TRIGGER book AFTER INSERT ON booking FOR EACH ROW EXECUTE FUNCTION book();
-- forward
INSERT INTO booking (account, amount) SELECT n, 100 FROM generate_series(1, 10) n;
-- later
UPDATE account SET balance = 4242 WHERE id = 3;
-- expect: proven-with-salvage
-- after: SELECT balance FROM account WHERE id = 3 => 4242
-- after: SELECT balance FROM account WHERE id = 4 => 4
-- after: SELECT count(*) FROM booking => 0
-- theirs
DELETE FROM booking;
-- theirs-is: different
