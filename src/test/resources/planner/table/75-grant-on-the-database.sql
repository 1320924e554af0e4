-- GRANT and REVOKE on the database itself, its owner, its limit, its remark
-- setup
CREATE TABLE t (id int PRIMARY KEY);
-- forward
DO $$
BEGIN
    EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO golden_writer', current_database());
    EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 55', current_database());
    EXECUTE format('COMMENT ON DATABASE %I IS ''mine''', current_database());
END $$;
-- expect: proven or refused
