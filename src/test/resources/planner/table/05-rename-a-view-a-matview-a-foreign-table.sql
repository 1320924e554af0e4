-- RENAME of what is not a table
-- base: shop
-- setup
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE shop.lines (line text) SERVER files OPTIONS (filename '/etc/hostname');
-- forward
ALTER VIEW shop.active_users RENAME TO lively_users;
ALTER MATERIALIZED VIEW shop.turnover RENAME TO revenue;
ALTER FOREIGN TABLE shop.lines RENAME TO rows;
-- expect: proven
