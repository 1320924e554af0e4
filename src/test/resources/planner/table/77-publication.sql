-- CREATE, ALTER and DROP PUBLICATION, with columns, conditions, schemas
-- base: shop
-- setup
CREATE PUBLICATION second FOR TABLES IN SCHEMA audit WITH (publish = 'insert');
CREATE PUBLICATION third FOR TABLE shop.products WHERE (stock > 3), ONLY shop.events WITH (publish_via_partition_root = true);
COMMENT ON PUBLICATION third IS 'most';
-- forward
CREATE PUBLICATION fourth FOR ALL TABLES;
ALTER PUBLICATION changes DROP TABLE shop.orders;
ALTER PUBLICATION changes SET TABLE shop.users (id, login, email);
ALTER PUBLICATION changes ADD TABLE shop.products WHERE (stock < 5);
ALTER PUBLICATION second SET (publish = 'insert, truncate');
ALTER PUBLICATION second DROP TABLES IN SCHEMA audit;
DROP PUBLICATION third;
-- expect: proven
-- theirs
DROP PUBLICATION fourth;
ALTER PUBLICATION changes SET TABLE shop.users (id, login), shop.orders;
ALTER PUBLICATION second ADD TABLES IN SCHEMA audit;
CREATE PUBLICATION third FOR TABLE shop.products, ONLY shop.events;
-- theirs-is: different
