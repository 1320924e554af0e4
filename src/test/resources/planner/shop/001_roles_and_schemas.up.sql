-- The application logs in as shop_app, reports as shop_readonly.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_app') THEN
        CREATE ROLE shop_app;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_readonly') THEN
        CREATE ROLE shop_readonly;
    END IF;
END
$$;

CREATE SCHEMA shop;
CREATE SCHEMA support;
CREATE SCHEMA billing;
GRANT USAGE ON SCHEMA shop, support, billing TO shop_app, shop_readonly;
