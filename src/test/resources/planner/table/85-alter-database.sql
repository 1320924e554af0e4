-- ALTER DATABASE SET of the database itself, by name
-- base: shop
-- setup
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''7MB''', current_database()); END $$;
-- forward
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET work_mem = ''9MB''', current_database());
    EXECUTE format('ALTER DATABASE %I SET search_path = shop, public', current_database());
    EXECUTE format('COMMENT ON DATABASE %I IS ''mine''', current_database());
END $$;
-- expect: proven or refused
