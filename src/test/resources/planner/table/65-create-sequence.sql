-- CREATE SEQUENCE with every option, owned and used
-- base: shop
-- setup
-- forward
CREATE SEQUENCE shop."Inv; no" AS smallint START 5 INCREMENT 5 MINVALUE 5 MAXVALUE 500 CACHE 10 CYCLE;
CREATE SEQUENCE shop.line_no OWNED BY shop.order_lines.line_no;
ALTER TABLE shop.order_lines ALTER line_no SET DEFAULT nextval('shop.line_no');
GRANT USAGE ON SEQUENCE shop.line_no TO golden_writer;
SELECT setval('shop.line_no', 77);
CREATE TEMP SEQUENCE only_now;
-- expect: proven
-- theirs
DROP SEQUENCE shop."Inv; no";
DROP SEQUENCE shop.line_no;
-- theirs-is: error
