-- CREATE OR REPLACE FUNCTION with another argument makes a second one
-- setup
CREATE FUNCTION price(n int) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT n * 1.19';
-- forward
CREATE OR REPLACE FUNCTION price(n int, vat numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT n * (1 + vat)';
-- expect: proven
-- theirs
CREATE OR REPLACE FUNCTION price(n int) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT n * 1.19';
-- theirs-is: different
