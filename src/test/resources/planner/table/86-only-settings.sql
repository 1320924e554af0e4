-- Nothing but settings and remarks
-- base: shop
-- setup
-- forward
-- nothing happens here; really
SET statement_timeout = 0;
/* a remark /* within; a remark */ ; */
SET client_encoding = 'UTF8';
SELECT 1;
-- expect: proven
