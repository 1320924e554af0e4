-- DROP TABLE with rows, owner, grants, remark, policy, trigger, rule, statistics and a sequence of its own
-- base: shop
-- setup
CREATE TABLE shop.coupons (
    id serial PRIMARY KEY,
    code text COLLATE "C" NOT NULL UNIQUE,
    worth numeric(6, 2) DEFAULT 5 CHECK (worth > 0),
    user_id bigint REFERENCES shop.users ON DELETE SET NULL,
    half numeric GENERATED ALWAYS AS (worth / 2) STORED
) WITH (fillfactor = 70);
INSERT INTO shop.coupons (code, worth, user_id) SELECT 'c' || n, n, n FROM generate_series(1, 150) n;
ALTER TABLE shop.coupons OWNER TO golden_owner;
GRANT SELECT (code), UPDATE (worth) ON shop.coupons TO golden_reader;
GRANT DELETE ON shop.coupons TO golden_writer WITH GRANT OPTION;
GRANT USAGE ON SEQUENCE shop.coupons_id_seq TO golden_writer;
COMMENT ON TABLE shop.coupons IS 'Less to pay';
COMMENT ON COLUMN shop.coupons.worth IS 'Euro';
COMMENT ON CONSTRAINT coupons_worth_check ON shop.coupons IS 'no gifts of nothing';
ALTER TABLE shop.coupons ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON shop.coupons AS RESTRICTIVE FOR UPDATE TO golden_writer USING (user_id = 1) WITH CHECK (worth < 10);
CREATE TRIGGER audit AFTER DELETE ON shop.coupons FOR EACH ROW EXECUTE FUNCTION audit.note();
ALTER TABLE shop.coupons DISABLE TRIGGER audit;
CREATE RULE no_insert AS ON INSERT TO shop.coupons WHERE new.worth > 1000 DO INSTEAD NOTHING;
CREATE STATISTICS shop.coupons_stat (ndistinct) ON code, worth FROM shop.coupons;
CREATE INDEX coupons_upper ON shop.coupons (upper(code) DESC NULLS LAST) WHERE worth > 3;
ALTER TABLE shop.coupons REPLICA IDENTITY USING INDEX coupons_code_key;
-- forward
DROP TABLE shop.coupons;
-- later
UPDATE shop.users SET full_name = 'later name' WHERE id = 5;
-- expect: proven-with-salvage: coupons
-- after: SELECT count(*) || ' ' || sum(worth) FROM shop.coupons => 150 11325.00
-- after: SELECT full_name FROM shop.users WHERE id = 5 => later name
-- theirs
CREATE TABLE shop.coupons (
    id serial PRIMARY KEY,
    code text NOT NULL UNIQUE,
    worth numeric(6, 2) DEFAULT 5 CHECK (worth > 0),
    user_id bigint REFERENCES shop.users ON DELETE SET NULL,
    half numeric GENERATED ALWAYS AS (worth / 2) STORED
);
-- theirs-is: different
